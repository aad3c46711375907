namespace WasiHal.Sharing;

/// <summary>One serial port, which is its first user's.</summary>
internal sealed class LeasedUartPort(IUartPort port, BoardLease lease, string part) : IUartPort
{
    private readonly Action _close = port.Close;

    public void Open(int baud) => Mine().Open(baud);

    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken) => Mine().Read(buffer, timeout, cancellationToken);

    public void Write(ReadOnlySpan<byte> data) => Mine().Write(data);

    public void Close() => Mine().Close();

    private IUartPort Mine()
    {
        lease.Take(part, _close);
        return port;
    }
}
