namespace WasiHal.Hosting.Policy;

/// <summary>The climate sensors, of which only those on granted pins can be read.</summary>
internal sealed class GuardedClimateSensors(IBoard board, PluginPolicy policy) : IClimateSensors
{
    public ClimateSample ReadDht22(int pin)
    {
        policy.Demand(Capability.Climate(pin));
        return board.Climate.ReadDht22(pin);
    }
}
