using WasiHal.Fake;

namespace WasiHal.Tests.I2c;

public sealed class I2cBusExtensionsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Scan_Devices_FindsTheirAddressesAndChangesNothing()
    {
        var bus = new FakeBoard().GetI2cBus(1);
        var registers = new FakeI2cRegisters();
        bus.Attach(new I2cAddress(0x77), registers);
        bus.Attach(new I2cAddress(0x08), new FakeSsd1306());

        var found = bus.Scan(Stop);

        Assert.Equal([new I2cAddress(0x08), new I2cAddress(0x77)], found);
    }

    [Fact]
    public void Scan_NobodyThere_FindsNothing() => Assert.Empty(new FakeBoard().GetI2cBus(1).Scan(Stop));

    [Fact]
    public void Scan_StuckBus_Fails()
    {
        var bus = new FakeBoard().GetI2cBus(1);
        bus.IsStuck = true;

        HardwareAssert.Throws(HardwareErrorKind.Bus, () => bus.Scan(Stop), "stuck");
    }

    [Fact]
    public void Scan_AddressThatAKernelDriverHolds_CountsAsFound()
    {
        var bus = new FakeBoard().GetI2cBus(1);
        var held = new FaultyI2cTarget(new FakeI2cRegisters()) { Fault = HardwareErrorKind.Busy };
        bus.Attach(new I2cAddress(0x20), held);

        Assert.Equal([new I2cAddress(0x20)], bus.Scan(Stop));
    }

    [Fact]
    public void Scan_Cancelled_Ends() =>
        Assert.Throws<OperationCanceledException>(() => new FakeBoard().GetI2cBus(1).Scan(new CancellationToken(canceled: true)));
}
