namespace WasiHal.Linux;

/// <summary>A strip that is not there or could not be made ready: it can be painted, and each frame says why nothing shows.</summary>
internal sealed class UnusableLedStrip(int count, HardwareException why) : ILedStrip
{
    public int Count => count;

    public void Set(int start, ReadOnlySpan<RgbColor> colors) => Require.Colors(start, colors, Count);

    public void Show() => throw new HardwareException(why.Kind, why.Message, why);
}
