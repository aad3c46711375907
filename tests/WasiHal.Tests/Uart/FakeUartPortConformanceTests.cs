using WasiHal.Fake;

namespace WasiHal.Tests.Uart;

public sealed class FakeUartPortConformanceTests : UartPortConformance
{
    private readonly FakeUartPort _port = new FakeBoard().AddUartPort("gps");

    protected override IUartPort Port => _port;

    protected override void Feed(ReadOnlySpan<byte> data) => _port.Feed(data);

    protected override byte[] TakeSent() => _port.TakeWritten();
}
