namespace WasiHal.Hosting.Policy;

/// <summary>The buzzer, silent without a grant.</summary>
internal sealed class GuardedBuzzer(IBoard board, PluginPolicy policy) : IBuzzer
{
    public void Beep(int count, TimeSpan on, TimeSpan off)
    {
        policy.Demand(Capability.Buzzer);
        board.Buzzer.Beep(count, on, off);
    }
}
