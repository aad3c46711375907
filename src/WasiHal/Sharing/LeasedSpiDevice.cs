namespace WasiHal.Sharing;

/// <summary>One chip on an SPI bus, which is its first user's.</summary>
internal sealed class LeasedSpiDevice(ISpiDevice device, BoardLease lease, string part) : ISpiDevice
{
    public int MaxTransferBytes => device.MaxTransferBytes;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        lease.Take(part, static () => { });
        device.Transfer(settings, write, read);
    }
}
