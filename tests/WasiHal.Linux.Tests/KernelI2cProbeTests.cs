using WasiHal.Fake;

namespace WasiHal.Linux.Tests;

public sealed class KernelI2cProbeTests
{
    private static readonly I2cAddress Sensor = new(0x76);
    private static readonly I2cAddress Memory = new(0x50);

    [Fact]
    public void Probe_ControllerWithoutZeroLength_ReadsOneByte()
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksI2c, noZeroLength: true);
        using var probe = new KernelI2cProbe(adapter.Number);

        Assert.Equal(0, probe.Probe(Sensor));
        Assert.Equal(0, probe.Probe(Memory));
        Assert.Equal(KernelError.RemoteInputOutput, probe.Probe(new(0x3c)));

        Assert.Equal([(0, 1), (0, 1), (0, 1)], adapter.Transactions);
    }

    [Fact]
    public void Probe_ControllerThatDeniesQuick_IsNotAskedForIt()
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksI2c & ~KernelI2cAdapter.HasQuick);
        using var probe = new KernelI2cProbe(adapter.Number);

        Assert.Equal(0, probe.Probe(Sensor));

        Assert.Equal([(0, 1)], adapter.Transactions);
    }

    [Theory]
    [InlineData(0x2f, 0)]
    [InlineData(0x30, 1)]
    [InlineData(0x37, 1)]
    [InlineData(0x38, 0)]
    [InlineData(0x4f, 0)]
    [InlineData(0x50, 1)]
    [InlineData(0x5f, 1)]
    [InlineData(0x60, 0)]
    public void Probe_AdapterOfSmbusAlone_SparesTheAddressesOfMemory(int address, int read)
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksSmbus);
        using var probe = new KernelI2cProbe(adapter.Number);

        probe.Probe(new(address));

        Assert.Equal([(0, read)], adapter.Transactions);
    }

    [Fact]
    public void Probe_AdapterThatCanDoNeither_IsNotSupported()
    {
        using var adapter = Adapter(functions: 0);
        using var probe = new KernelI2cProbe(adapter.Number);

        Assert.Equal(KernelError.NotSupported, probe.Probe(Sensor));
        Assert.Empty(adapter.Transactions!);
    }

    [Fact]
    public void Probe_AddressThatIsHeld_IsBusy()
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksI2c);
        using var probe = new KernelI2cProbe(adapter.Number);
        adapter.Hold(Sensor);

        Assert.Equal(KernelError.Busy, probe.Probe(Sensor));
        Assert.Equal(0, probe.Probe(Memory));
    }

    [Fact]
    public void Probe_AdapterThatComesLater_IsOpenedThen()
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksI2c);
        using var probe = new KernelI2cProbe(adapter.Number);
        adapter.Unplug();
        Assert.Equal(KernelError.NoEntry, probe.Probe(Sensor));

        adapter.PlugAgain();

        Assert.Equal(0, probe.Probe(Sensor));
    }

    [Fact]
    public void Dispose_OpenProbe_ClosesItOnce()
    {
        using var adapter = Adapter(KernelI2cAdapter.SpeaksI2c);
        var probe = new KernelI2cProbe(adapter.Number);
        probe.Probe(Sensor);
        Assert.Equal(1, adapter.OpenCount);

        probe.Dispose();
        probe.Dispose();

        Assert.Equal(0, adapter.OpenCount);
    }

    private static KernelI2cAdapter Adapter(uint functions, bool noZeroLength = false)
    {
        var adapter = new KernelI2cAdapter(functions, noZeroLength) { Transactions = [] };
        adapter.Wire.Attach(Sensor, new FakeI2cRegisters());
        adapter.Wire.Attach(Memory, new FakeI2cRegisters());
        return adapter;
    }
}
