using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeUartPortTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeUartPort _port;
    private readonly byte[] _buffer = new byte[8];

    public FakeUartPortTests() => _port = new FakeBoard(timeProvider: _time).AddUartPort("gps");

    [Fact]
    public void Read_BytesArrived_TakesThemInOrderAndNoMoreThanFit()
    {
        _port.Open(9600);
        _port.Feed("0123456789"u8);

        var first = _port.Read(_buffer, TimeSpan.Zero, Stop);
        Assert.Equal("01234567"u8, _buffer);
        var second = _port.Read(_buffer, TimeSpan.FromSeconds(60), Stop);

        Assert.Equal((8, 2, 9600), (first, second, _port.Baud));
        Assert.Equal("89"u8, _buffer.AsSpan(0, 2));
    }

    [Fact]
    public void Read_NothingArrived_IsZero()
    {
        _port.Open(9600);

        Assert.Equal(0, _port.Read(_buffer, TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task Read_ByteArrivesWhileItWaits_TakesIt()
    {
        _port.Open(9600);
        var reading = Task.Run(() => _port.Read(_buffer, TimeSpan.FromSeconds(60), Stop));

        _port.Feed("x"u8);

        Assert.Equal(1, await reading);
    }

    [Fact]
    public async Task Read_TimeGoesBy_IsZero()
    {
        _port.Open(9600);
        var reading = Task.Run(() => _port.Read(_buffer, TimeSpan.FromSeconds(1), Stop));

        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(0, await reading);
    }

    [Fact]
    public void Read_MoreArrivedThanFits_SaysOnceThatBytesWereLost()
    {
        _port.Open(9600);
        _port.Feed(new byte[FakeUartPort.BufferBytes + 1]);

        HardwareAssert.Throws(HardwareErrorKind.Overrun, () => _port.Read(_buffer, TimeSpan.Zero, Stop), "lost");

        Assert.Equal(8, _port.Read(_buffer, TimeSpan.Zero, Stop));
    }

    [Fact]
    public void Write_Open_ReachesThePeer()
    {
        _port.Open(9600);

        _port.Write("AT"u8);
        _port.Write("\r"u8);

        Assert.Equal("AT\r"u8, _port.TakeWritten());
        Assert.Empty(_port.TakeWritten());
    }

    [Fact]
    public void Write_NobodyTakesIt_TimesOut()
    {
        _port.Open(9600);
        for (var written = 0; written < FakeUartPort.BufferBytes; written += 4096)
        {
            _port.Write(new byte[4096]);
        }

        HardwareAssert.Throws(HardwareErrorKind.Timeout, () => _port.Write("x"u8), "empty");
    }

    [Fact]
    public void ReadAndWrite_NotOpen_AreInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Read(_buffer, TimeSpan.FromSeconds(60), Stop), "not open");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Write("x"u8), "not open");
    }

    [Fact]
    public void Verbs_OutOfRange_AreInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Open(49), "baud is 49", "50 to 4000000");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Open(4_000_001), "baud");
        _port.Open(50);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Read([], TimeSpan.Zero, Stop), "length of buffer", "1 to 4096");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Read(_buffer, TimeSpan.FromSeconds(61), Stop), "timeout is 61000 ms");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Write([]), "length of data is 0");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Write(new byte[4097]), "4097");
    }

    [Fact]
    public void Attach_APeer_TakesWhatIsWrittenAndAnswers()
    {
        var peer = new Echo(_port);
        _port.Attach(peer);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Write("AT"u8), "not open");
        _port.Open(9600);

        _port.Write("AT"u8);

        Assert.Empty(_port.TakeWritten());
        Assert.Equal(2, _port.Read(_buffer, TimeSpan.Zero, Stop));
        Assert.Equal("AT"u8, _buffer.AsSpan(0, 2));
    }

    [Fact]
    public void Detach_ThatPeerOnly_LeavesThePortToTheTest()
    {
        var peer = new Echo(_port);
        _port.Attach(peer);
        _port.Open(9600);

        _port.Detach(new Echo(_port));
        _port.Write("A"u8);
        Assert.Empty(_port.TakeWritten());

        _port.Detach(peer);
        _port.Write("B"u8);
        Assert.Equal("B"u8, _port.TakeWritten());
    }

    [Fact]
    public void Close_ThenRead_IsNotOpenAndWhatHadArrivedIsGone()
    {
        var port = new FakeBoard().AddUartPort("line");
        port.Open(9600);
        port.Feed([1, 2]);

        port.Close();
        port.Close();

        Assert.Null(port.Baud);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => port.Write([1]), "not open");
        port.Open(9600);
        Assert.Equal(0, port.Read(new byte[4], TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    private sealed class Echo(FakeUartPort port) : IUartPeer
    {
        public void Receive(ReadOnlySpan<byte> data) => port.Feed(data);
    }
}
