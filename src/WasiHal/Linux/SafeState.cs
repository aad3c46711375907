namespace WasiHal.Linux;

/// <summary>Runs one step of bringing outputs to rest: one that fails must not keep the others from it.</summary>
internal static class SafeState
{
    public static void Try(Action step)
    {
        try
        {
            step();
        }
#pragma warning disable CA1031 // Whatever went wrong with one output, the next one must still be made safe.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
