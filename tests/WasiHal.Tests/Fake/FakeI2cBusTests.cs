using WasiHal.Fake;
using WasiHal.Tests.I2c;

namespace WasiHal.Tests.Fake;

public sealed class FakeI2cBusTests : I2cBusConformance
{
    private readonly FakeI2cBus _bus = new FakeBoard().GetI2cBus(1);
    private readonly FakeI2cRegisters _registers = new();

    public FakeI2cBusTests() => _bus.Attach(Present, _registers);

    protected override II2cBus Bus => _bus;

    protected override I2cAddress Present => new(0x76);

    protected override I2cAddress Absent => new(0x3c);

    [Fact]
    public void WriteRead_PastTheLastRegister_Wraps()
    {
        (_registers[0xff], _registers[0x00]) = (1, 2);
        var read = new byte[2];

        _bus.WriteRead(Present, [0xff], read);

        Assert.Equal([1, 2], read);
    }

    [Fact]
    public void WriteRead_ReadAlone_GoesOnFromThePointer()
    {
        (_registers[0x10], _registers[0x11]) = (1, 2);
        var read = new byte[1];
        _bus.WriteRead(Present, [0x10], read);

        _bus.WriteRead(Present, [], read);

        Assert.Equal([2], read);
    }

    [Fact]
    public void WriteRead_TargetThatLeavesTheRest_ReadsAnIdleBus()
    {
        _bus.Attach(Absent, new SilentTarget());
        var read = new byte[2];

        _bus.WriteRead(Absent, [], read);

        Assert.Equal([0xff, 0xff], read);
    }

    [Fact]
    public void WriteRead_TargetFails_ThrowsItsFault()
    {
        _bus.Attach(Absent, new SilentTarget { Fault = HardwareErrorKind.ArbitrationLost });

        HardwareAssert.Throws(HardwareErrorKind.ArbitrationLost, () => _bus.WriteRead(Absent, [], []));
    }

    [Fact]
    public void Detach_Device_NobodyAnswers()
    {
        _bus.Detach(Present);

        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => _bus.WriteRead(Present, [], []), "0x76");
    }

    private sealed class SilentTarget : II2cTarget
    {
        public HardwareErrorKind? Fault { get; init; }

        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
        {
            if (Fault is { } fault)
            {
                throw new HardwareException(fault, "as the test wants");
            }
        }
    }
}
