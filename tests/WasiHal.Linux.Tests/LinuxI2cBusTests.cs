using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Tests;
using WasiHal.Tests.Fake;
using WasiHal.Tests.I2c;
using WasiHal.Tests.Linux;

namespace WasiHal.Linux.Tests;

public sealed class LinuxI2cBusTests : I2cBusConformance, IDisposable
{
    /// <summary>No adapter of the simulated kernel has it.</summary>
    private const byte MissingBus = 1;

    private readonly CannedFiles _files = new();
    private readonly FakeI2cRegisters _registers = new();
    private readonly KernelI2cAdapter _adapter = new();
    private readonly LinuxI2cBus _bus;

    public LinuxI2cBusTests()
    {
        _adapter.Wire.Attach(Present, _registers);
        _bus = LinuxI2cBus.Open(_adapter.Number, _files);
    }

    protected override II2cBus Bus => _bus;

    protected override I2cAddress Present => new(0x76);

    protected override I2cAddress Absent => new(0x3c);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _bus.Dispose();
        _adapter.Dispose();
    }

    [Fact]
    public void WriteRead_EachShape_IsOneTransactionOnTheWire()
    {
        _adapter.Transactions = [];

        _bus.WriteRead(Present, [0], new byte[3]);
        _bus.WriteRead(Present, [0, 1], []);
        _bus.WriteRead(Present, [], new byte[4]);
        _bus.WriteRead(Present, [], []);
        _bus.WriteRead(Present, new byte[4096], new byte[4096]);

        Assert.Equal([(1, 3), (2, 0), (0, 4), (0, 0), (4096, 4096)], _adapter.Transactions);
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
    public void WriteRead_Bme680_IsIdentifiedAndMeasures()
    {
        var time = new FakeTimeProvider();
        var air = new FakeEnvironment { Sample = new(24.5, 48, 100_880, 120_000) };
        _adapter.Wire.Attach(new(0x77), new FakeBme680(air, time));
        var driver = new Bme680Driver(_bus, new(0x77));

        driver.Open();
        driver.Start();
        time.Advance(TimeSpan.FromSeconds(1));
        var measured = driver.Result(out var heaterStable);

        Assert.True(heaterStable);
        Assert.Equal(24.5, measured.TemperatureCelsius, 0.01);
        Assert.Equal(48, measured.RelativeHumidityPercent, 0.05);
        Assert.Equal(100_880, measured.PressurePascals, 10.0);
        Assert.Equal(1, measured.GasResistanceOhms / 120_000, 0.01);
    }

    [Fact]
    public void WriteRead_StuckBus_IsBus()
    {
        _adapter.Wire.IsStuck = true;

        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.WriteRead(Present, [0], []), "0x76", $"I2C bus {_adapter.Number}", "Input/output error");
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.WriteRead(Present, [], []), "Input/output error");
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.Scan(Stop));
    }

    [Theory]
    [InlineData(HardwareErrorKind.Timeout)]
    [InlineData(HardwareErrorKind.ArbitrationLost)]
    [InlineData(HardwareErrorKind.NoAcknowledge)]
    public void WriteRead_FaultOfADevice_HasItsKindAndPasses(HardwareErrorKind kind)
    {
        var device = new FaultyI2cTarget(_registers);
        _adapter.Wire.Attach(new(0x20), device);
        device.FailNext(2, kind);

        HardwareAssert.Throws(kind, () => _bus.WriteRead(new(0x20), [0], new byte[1]), "0x20");
        HardwareAssert.Throws(kind, () => _bus.WriteRead(new(0x20), [], []), "0x20");
        _bus.WriteRead(new(0x20), [0], new byte[1]);
    }

    [Fact]
    public void WriteRead_AdapterThatIsGone_IsNotPresent()
    {
        _bus.WriteRead(Present, [], []);

        _adapter.Unplug();

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bus.WriteRead(Present, [0], []), "gone");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bus.WriteRead(Present, [], []), "gone");
    }

    [Fact]
    public void Open_NoSuchFile_SaysWhatToDoAndWhatThereIs()
    {
        _files["dev/i2c-20"] = "";

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => LinuxI2cBus.Open(MissingBus, _files), "no /dev/i2c-1 ", "there is /dev/i2c-20", "dtparam=i2c_arm=on", "raspi-config");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => LinuxI2cBus.Open(MissingBus + 1, _files), "no /dev/i2c-2 ", "device tree");
    }

    [Fact]
    public void Open_NotAllowed_NamesTheGroup()
    {
        using var locked = new KernelI2cAdapter(openError: KernelError.AccessDenied);

        HardwareAssert.Throws(HardwareErrorKind.Denied, () => LinuxI2cBus.Open(locked.Number, _files), $"/dev/i2c-{locked.Number}", "usermod -aG i2c USER");
    }

    [Fact]
    public void Scan_Adapter_FindsItsDevicesByTheirAddressesAlone()
    {
        _adapter.Wire.Attach(new(0x08), new FakeSsd1306());
        _adapter.Wire.Attach(new(0x50), _registers);
        _adapter.Transactions = [];

        Assert.Equal([new(0x08), new(0x50), Present], _bus.Scan(Stop));
        Assert.All(_adapter.Transactions, transaction => Assert.Equal((0, 0), transaction));
    }

    [Fact]
    public void Scan_AddressOfAKernelDriver_IsFoundAndUntouched()
    {
        _adapter.Transactions = [];
        _adapter.Hold(new(0x68));
        _files[$"sys/bus/i2c/devices/{_adapter.Number}-0068/uevent"] = "DRIVER=rtc-ds1307\n";

        Assert.Equal([new(0x68), Present], _bus.Scan(Stop));
        Assert.Equal(I2cAddress.Highest - I2cAddress.Lowest, _adapter.Transactions.Count);
    }

    [Fact]
    public void Dispose_UsedBus_LeavesNoDescriptorOpen()
    {
        _bus.WriteRead(Present, [0], []);
        _bus.WriteRead(Present, [], []);
        Assert.Equal(2, _adapter.OpenCount);

        _bus.Dispose();

        Assert.Equal(0, _adapter.OpenCount);
    }
}
