namespace WasiHal.Hosting.Policy;

/// <summary>One chip that may be spoken to only when it is granted.</summary>
internal sealed class GuardedSpiDevice(IBoard board, PluginPolicy policy, byte bus, byte chipSelect) : ISpiDevice
{
    private readonly Capability _capability = Capability.Spi(bus, chipSelect);
    private ISpiDevice? _inner;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        policy.Demand(_capability);
        (_inner ??= board.GetSpiDevice(bus, chipSelect)).Transfer(settings, write, read);
    }
}
