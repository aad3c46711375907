namespace WasiHal.Hosting.Policy;

/// <summary>One I²C bus on which only granted addresses answer.</summary>
internal sealed class GuardedI2cBus(IBoard board, PluginPolicy policy, byte bus) : II2cBus
{
    private II2cBus? _inner;

    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        policy.Demand(Capability.I2c(bus, address));
        (_inner ??= board.GetI2cBus(bus)).WriteRead(address, write, read);
    }
}
