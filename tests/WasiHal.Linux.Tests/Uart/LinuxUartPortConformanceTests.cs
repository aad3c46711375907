using WasiHal.Tests.Uart;

namespace WasiHal.Linux.Tests.Uart;

public sealed class LinuxUartPortConformanceTests : UartPortConformance, IDisposable
{
    private readonly PseudoTerminal _peer = new();
    private readonly LinuxUartPort _port;

    public LinuxUartPortConformanceTests()
    {
        KernelShim.Require();
        _port = new("gps", _peer.Device);
    }

    protected override IUartPort Port => _port;

    public void Dispose()
    {
        _port.Dispose();
        _peer.Dispose();
    }

    protected override void Feed(ReadOnlySpan<byte> data) => _peer.Feed(data);

    protected override byte[] TakeSent() => _peer.Take();

    protected override void UntilReadWaits() => SerialShim.UntilWaitedFor(_peer.Device);
}
