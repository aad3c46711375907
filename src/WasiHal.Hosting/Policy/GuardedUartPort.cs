namespace WasiHal.Hosting.Policy;

/// <summary>One serial port that may be used only when it is granted.</summary>
internal sealed class GuardedUartPort(IBoard board, PluginPolicy policy, string name) : IUartPort
{
    private readonly Capability _capability = Capability.Uart(name);
    private IUartPort? _inner;

    public void Open(int baud) => Inner().Open(baud);

    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken) => Inner().Read(buffer, timeout, cancellationToken);

    public void Write(ReadOnlySpan<byte> data) => Inner().Write(data);

    public void Close() => Inner().Close();

    private IUartPort Inner()
    {
        policy.Demand(_capability);
        return _inner ??= board.GetUartPort(name);
    }
}
