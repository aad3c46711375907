namespace WasiHal.Hosting.Policy;

/// <summary>One chip that may be spoken to only when it is granted.</summary>
internal sealed class GuardedSpiDevice(IBoard board, PluginPolicy policy, byte bus, byte chipSelect) : ISpiDevice
{
    private readonly Capability _capability = Capability.Spi(bus, chipSelect);
    private ISpiDevice? _inner;

    public int MaxTransferBytes => Inner().MaxTransferBytes;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read) => Inner().Transfer(settings, write, read);

    private ISpiDevice Inner()
    {
        policy.Demand(_capability);
        return _inner ??= board.GetSpiDevice(bus, chipSelect);
    }
}
