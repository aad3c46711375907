using WasiHal.Tests;

namespace WasiHal.Linux.Tests.Uart;

/// <summary>What depends on the driver of a port, against a simulated one.</summary>
public sealed class SerialLineTests : IDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly byte[] _buffer = new byte[16];
    private readonly PseudoTerminal _peer = new();
    private readonly LinuxUartPort _port = new("gps", SerialShim.Device);

    public SerialLineTests()
    {
        KernelShim.Require();
        SerialShim.Attach(SerialShim.Device, _peer.Device, 1_000_000);
    }

    public void Dispose()
    {
        _port.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public void Open_RateThatTheDriverCannotDo_IsInvalidAndThePortClosed()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Open(2_000_000), "baud is 2000000", "gps (/dev/ttySIM0)", "1000000");

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Write([1]), "not open");
        _port.Open(1_000_000);
    }

    [Fact]
    public void Open_OpenWithARateThatTheDriverCannotDo_GoesOnWithTheOldOne()
    {
        _port.Open(9600);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _port.Open(2_000_000), "baud");

        _port.Write("AT"u8);
        Assert.Equal("AT"u8, _peer.Take());
        Assert.Equal(9600, _peer.Baud);
    }

    [Fact]
    public void Open_RateWithinWhatAReceiverBears_IsTaken() => _port.Open(1_010_000);

    [Theory]
    [InlineData(3, 0, "3 bytes")]
    [InlineData(0, 70, "70 bytes")]
    public void Read_BytesWereLost_IsSaidOnce(int byChip, int byKernel, string words)
    {
        _port.Open(9600);
        _peer.Feed("after"u8);
        SerialShim.Lose(byChip, byKernel);

        HardwareAssert.Throws(HardwareErrorKind.Overrun, () => _port.Read(_buffer, TimeSpan.Zero, Stop), words, "lost");

        Assert.Equal(5, _port.Read(_buffer, TimeSpan.Zero, Stop));
    }

    [Fact]
    public void Read_BytesWereLostBeforeItWasOpened_IsNotSaid()
    {
        SerialShim.Lose(3, 3);

        _port.Open(9600);

        Assert.Equal(0, _port.Read(_buffer, TimeSpan.Zero, Stop));
    }

    [Fact]
    public void AllVerbs_NeverTouchTheModemLines()
    {
        _port.Open(9600);
        _port.Write([1]);
        _port.Open(115_200);
        _port.Read(_buffer, TimeSpan.Zero, Stop);

        _port.Close();

        Assert.Equal(0, SerialShim.ModemChanges());
    }

    [Theory]
    [InlineData(KernelError.AccessDenied, HardwareErrorKind.Denied, "dialout")]
    [InlineData(KernelError.NoDevice, HardwareErrorKind.NotPresent, "enable_uart=1")]
    [InlineData(KernelError.Busy, HardwareErrorKind.Busy, "in use")]
    [InlineData(KernelError.InputOutput, HardwareErrorKind.NotPresent, "uart.gps.device")]
    [InlineData(12, HardwareErrorKind.Other, "memory")]
    public void Open_KernelRefuses_SaysWhatToDo(int error, HardwareErrorKind kind, string words)
    {
        SerialShim.FailOpen(error);

        HardwareAssert.Throws(kind, () => _port.Open(9600), "/dev/ttySIM0", words);
    }
}
