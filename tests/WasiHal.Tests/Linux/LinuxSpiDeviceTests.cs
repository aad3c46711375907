using System.Device.Gpio;
using System.Device.Spi;
using WasiHal.Fake;
using WasiHal.Linux;
using WasiHal.Tests.Spi;

namespace WasiHal.Tests.Linux;

public sealed class LinuxSpiDeviceTests : SpiDeviceConformance, IDisposable
{
    private const string BufferSize = "sys/module/spidev/parameters/bufsiz";

    private readonly CannedFiles _files = new();
    private readonly List<SpiDeviceOverFake> _opened = [];
    private readonly LinuxSpiDevice _device;
    private Exception? _error;

    public LinuxSpiDeviceTests()
    {
        Chip = new FakeBoard().GetSpiDevice(0, 0);
        _device = new(0, 1, _files, Open);
    }

    protected override ISpiDevice Device => _device;

    protected override FakeSpiDevice Chip { get; }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Transfer_First_OpensTheDeviceAsItIsAsked()
    {
        Assert.Empty(_opened);

        _device.Transfer(new(2_400_000, 3), [0], new byte[1]);

        var settings = Assert.Single(_opened).ConnectionSettings;
        Assert.Equal((0, 1, 2_400_000, SpiMode.Mode3), (settings.BusId, settings.ChipSelectLine, settings.ClockFrequency, settings.Mode));
        Assert.Equal((8, DataFlow.MsbFirst, PinValue.Low), (settings.DataBitLength, settings.DataFlow, settings.ChipSelectLineActiveState));
    }

    [Fact]
    public void Transfer_SameSettings_KeepsTheDevice()
    {
        _device.Transfer(SpiSettings.Default, [0], new byte[1]);
        _device.Transfer(SpiSettings.Default, [0], new byte[1]);

        Assert.False(Assert.Single(_opened).IsDisposed);
    }

    [Fact]
    public void Transfer_OtherSettings_ClosesTheOldDevice()
    {
        _device.Transfer(SpiSettings.Default, [0], new byte[1]);
        _device.Transfer(SpiSettings.Default with { Mode = 1 }, [0], new byte[1]);

        Assert.Equal([true, false], _opened.Select(device => device.IsDisposed));
    }

    [Fact]
    public void Transfer_Again_MakesNoGarbage()
    {
        byte[] write = [1, 2], read = new byte[2];
        _files[BufferSize] = "4096\n";
        _device.Transfer(SpiSettings.Default, write, read);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            _device.Transfer(SpiSettings.Default, write, read);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(KernelError.MessageTooLong, HardwareErrorKind.Invalid, "spidev.bufsiz")]
    [InlineData(KernelError.Invalid, HardwareErrorKind.Invalid, "refuses mode 3 at 1000000 Hz")]
    [InlineData(KernelError.NotSupported, HardwareErrorKind.Invalid, "refuses mode 3 at 1000000 Hz")]
    [InlineData(KernelError.TimedOut, HardwareErrorKind.Timeout, "in time")]
    [InlineData(KernelError.InputOutput, HardwareErrorKind.Bus, "Input/output error")]
    [InlineData(KernelError.Protocol, HardwareErrorKind.Bus, "Protocol error")]
    [InlineData(KernelError.ShutDown, HardwareErrorKind.NotPresent, "is gone")]
    [InlineData(KernelError.NoDeviceOrAddress, HardwareErrorKind.NotPresent, "no device is behind it")]
    [InlineData(KernelError.NoEntry, HardwareErrorKind.NotPresent, "dtparam=spi=on")]
    [InlineData(KernelError.AccessDenied, HardwareErrorKind.Denied, "usermod -aG spi USER")]
    [InlineData(KernelError.NotPermitted, HardwareErrorKind.Denied, "usermod -aG spi USER")]
    [InlineData(KernelError.Busy, HardwareErrorKind.Busy, "another program")]
    [InlineData(12, HardwareErrorKind.Other, "Cannot allocate memory")]
    public void Transfer_ErrorOfTheKernel_HasItsMeaning(int error, HardwareErrorKind kind, string words)
    {
        _error = KernelAnswer.Exception(error, " performing SPI data transfer.");

        HardwareAssert.Throws(kind, () => _device.Transfer(new(1_000_000, 3), [0], new byte[1]), "/dev/spidev0.1", words);
    }

    [Fact]
    public void Transfer_OtherBusThatIsMissing_NamesWhatThereIs()
    {
        _files["dev/spidev0.0"] = "";
        _error = KernelAnswer.Exception(KernelError.NoEntry, ".");
        using var device = new LinuxSpiDevice(1, 0, _files, Open);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => device.Transfer(SpiSettings.Default, [0], new byte[1]), "no /dev/spidev1.0", "there is /dev/spidev0.0", "spi1-1cs");
    }

    [Fact]
    public void Transfer_FailureWithoutANumber_IsOtherWithItsText()
    {
        _error = new IOException("Error 0 (Success) performing SPI data transfer.");

        HardwareAssert.Throws(HardwareErrorKind.Other, () => _device.Transfer(SpiSettings.Default, [0], new byte[1]), "/dev/spidev0.1", "Error 0");
    }

    [Fact]
    public void Transfer_OtherSystem_HasNoSuchDevice()
    {
        using var device = new LinuxSpiDevice(0, 0, _files, _ => throw new PlatformNotSupportedException());

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => device.Transfer(SpiSettings.Default, [0], new byte[1]), "no /dev/spidev0.0");
    }

    [Fact]
    public void Transfer_AfterAFailure_OpensAnew()
    {
        _error = KernelAnswer.Exception(KernelError.Invalid, ". Can not set SPI mode to Mode0.");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _device.Transfer(SpiSettings.Default, [0], new byte[1]));
        _error = null;

        _device.Transfer(SpiSettings.Default, [0], new byte[1]);

        Assert.Equal([true, false], _opened.Select(device => device.IsDisposed));
    }

    [Theory]
    [InlineData(null, 4096)]
    [InlineData("", 4096)]
    [InlineData("plenty\n", 4096)]
    [InlineData("0\n", 4096)]
    [InlineData("-1\n", 4096)]
    [InlineData("1\n", 1)]
    [InlineData("32768\n", 32768)]
    [InlineData("4294967295\n", 4194304)]
    public void MaxTransferBytes_SizeOfTheDriversBuffer_IsTakenWithinReason(string? text, int expected)
    {
        _files[BufferSize] = text;

        Assert.Equal(expected, _device.MaxTransferBytes);
    }

    [Fact]
    public void MaxTransferBytes_DriverThatIsLoadedLater_IsAskedOnce()
    {
        Assert.Equal(4096, _device.MaxTransferBytes);
        _files[BufferSize] = "32768\n";
        Assert.Equal(32768, _device.MaxTransferBytes);
        var reads = _files.Reads;

        Assert.Equal(32768, _device.MaxTransferBytes);

        Assert.Equal(reads, _files.Reads);
    }

    [Fact]
    public void Dispose_OpenDevice_ClosesItAndEndsIt()
    {
        _device.Transfer(SpiSettings.Default, [0], new byte[1]);

        _device.Dispose();

        Assert.True(Assert.Single(_opened).IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => _device.Transfer(SpiSettings.Default, [0], new byte[1]));
    }

    private SpiDeviceOverFake Open(SpiConnectionSettings settings)
    {
        var device = new SpiDeviceOverFake(Chip, settings) { Error = _error };
        _opened.Add(device);
        return device;
    }
}
