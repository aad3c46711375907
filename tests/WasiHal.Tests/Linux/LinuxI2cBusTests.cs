using WasiHal.Fake;
using WasiHal.Linux;
using WasiHal.Tests.I2c;

namespace WasiHal.Tests.Linux;

public sealed class LinuxI2cBusTests : I2cBusConformance, IDisposable
{
    private const string HeldDevice = "sys/bus/i2c/devices/1-0076/uevent";

    private readonly FakeI2cBus _wire = new FakeBoard().GetI2cBus(1);
    private readonly FakeI2cRegisters _registers = new();
    private readonly CannedFiles _files = new();
    private readonly I2cBusOverFake _beneath;
    private readonly I2cProbeOverFake _probe;
    private readonly LinuxI2cBus _bus;

    public LinuxI2cBusTests()
    {
        _wire.Attach(Present, _registers);
        _beneath = new(_wire);
        _probe = new(_wire);
        _bus = new(1, _beneath, _probe, _files);
    }

    protected override II2cBus Bus => _bus;

    protected override I2cAddress Present => new(0x76);

    protected override I2cAddress Absent => new(0x3c);

    public void Dispose() => _bus.Dispose();

    [Fact]
    public void WriteRead_EachHalfAlone_IsOneTransaction()
    {
        _beneath.Verbs = [];

        _bus.WriteRead(Present, [0], new byte[1]);
        _bus.WriteRead(Present, [0], []);
        _bus.WriteRead(Present, [], new byte[1]);
        _bus.WriteRead(Present, [], []);

        Assert.Equal(["write-read", "write", "read"], _beneath.Verbs);
    }

    [Fact]
    public void WriteRead_Again_UsesTheSameDeviceAndLooksNothingUp()
    {
        _bus.WriteRead(Present, [0], []);
        var reads = _files.Reads;

        _bus.WriteRead(Present, [0], []);
        _bus.WriteRead(Present, [], []);

        Assert.Equal([0x76], _beneath.Created);
        Assert.Equal(reads, _files.Reads);
    }

    [Fact]
    public void WriteRead_Again_MakesNoGarbage()
    {
        byte[] write = [0], read = new byte[8];
        _bus.WriteRead(Present, write, read);
        _bus.WriteRead(Present, [], []);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            _bus.WriteRead(Present, write, read);
            _bus.WriteRead(Present, [], []);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WriteRead_DeviceThatCouldNotBeMade_IsMadeTheNextTime()
    {
        _beneath.CreateError = KernelError.InputOutput;
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.WriteRead(Present, [0], []));

        _beneath.CreateError = null;
        _bus.WriteRead(Present, [0], []);

        Assert.Equal([0x76], _beneath.Created);
    }

    [Theory]
    [InlineData(KernelError.NoDeviceOrAddress, HardwareErrorKind.NoAcknowledge, "check the address")]
    [InlineData(KernelError.RemoteInputOutput, HardwareErrorKind.NoAcknowledge, "check the address")]
    [InlineData(KernelError.TimedOut, HardwareErrorKind.Timeout, "holds the clock or the data line")]
    [InlineData(KernelError.TryAgain, HardwareErrorKind.ArbitrationLost, "Another controller")]
    [InlineData(KernelError.Busy, HardwareErrorKind.Bus, "stays busy")]
    [InlineData(KernelError.InputOutput, HardwareErrorKind.Bus, "Input/output error")]
    [InlineData(KernelError.Protocol, HardwareErrorKind.Bus, "Protocol error")]
    [InlineData(KernelError.NotSupported, HardwareErrorKind.Invalid, "cannot do this transfer")]
    [InlineData(KernelError.Invalid, HardwareErrorKind.Invalid, "cannot do this transfer")]
    [InlineData(KernelError.NoDevice, HardwareErrorKind.NotPresent, "gone or asleep")]
    [InlineData(KernelError.ShutDown, HardwareErrorKind.NotPresent, "gone or asleep")]
    [InlineData(12, HardwareErrorKind.Other, "Cannot allocate memory")]
    public void WriteRead_ErrorOfTheKernel_HasItsMeaning(int error, HardwareErrorKind kind, string words)
    {
        (_beneath.TransferError, _probe.Error) = (error, error);

        HardwareAssert.Throws(kind, () => _bus.WriteRead(Present, [0], []), "0x76", "I2C bus 1", words);
        HardwareAssert.Throws(kind, () => _bus.WriteRead(Present, [], []), "0x76", "I2C bus 1", words);
    }

    [Fact]
    public void WriteRead_FailureWithoutANumber_IsOtherWithItsText()
    {
        _beneath.TransferError = 0;

        HardwareAssert.Throws(HardwareErrorKind.Other, () => _bus.WriteRead(Present, [0], []), "performing I2C data transfer");
    }

    [Fact]
    public void WriteRead_AddressOfAKernelDriver_IsBusyAndUntouched()
    {
        _files[HeldDevice] = "DRIVER=bmp280\nOF_NAME=bme280\nMODALIAS=of:Nbme280T(null)Cbosch,bme280\n";

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bus.WriteRead(Present, [0], []), "0x76", "I2C bus 1", "driver bmp280", "dtoverlay");
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bus.WriteRead(Present, [], []), "driver bmp280");

        Assert.Empty(_beneath.Created);
        Assert.Equal([Present], _bus.Scan(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void WriteRead_DriverThatWasTakenAway_GivesTheAddressFree()
    {
        _files[HeldDevice] = "DRIVER=bmp280\n";
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bus.WriteRead(Present, [0], []));

        _files[HeldDevice] = "OF_NAME=bme280\n";

        _bus.WriteRead(Present, [0], []);
    }

    [Fact]
    public void WriteRead_DriverThatCameLater_IsNamedOnceTheKernelRefuses()
    {
        _bus.WriteRead(Present, [], []);
        _files[HeldDevice] = "DRIVER=bmp280\n";
        _probe.Error = KernelError.Busy;

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bus.WriteRead(Present, [], []), "driver bmp280");
        _probe.Error = null;
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bus.WriteRead(Present, [], []), "driver bmp280");
    }

    [Fact]
    public void Dispose_UsedBus_ClosesWhatIsBeneathAndEndsIt()
    {
        _bus.WriteRead(Present, [0], []);

        _bus.Dispose();
        _bus.Dispose();

        Assert.Empty(_beneath.Created);
        Assert.True(_beneath.IsDisposed && _probe.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => _bus.WriteRead(Present, [0], []));
    }
}
