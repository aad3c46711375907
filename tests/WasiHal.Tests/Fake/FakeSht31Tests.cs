using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeSht31Tests
{
    private static readonly I2cAddress Address = new(FakeSht31.DefaultAddress);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeEnvironment _air = new();
    private readonly FakeBoard _board = new();
    private readonly FakeSht31 _sensor;

    public FakeSht31Tests()
    {
        _sensor = new(_air, _time);
        _board.GetI2cBus(1).Attach(Address, _sensor);
    }

    [Fact]
    public void Check_ExampleOfTheDatasheet_IsGiven() => Assert.Equal(0x92, FakeSht31.Check([0xBE, 0xEF]));

    [Theory]
    [InlineData(0x00, 15.5)]
    [InlineData(0x0B, 6.5)]
    [InlineData(0x16, 4.5)]
    public void Measure_WithoutStretching_AcknowledgesOnceReady(byte repeatability, double milliseconds)
    {
        Send(0x24, repeatability);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds) - TimeSpan.FromMicroseconds(1));
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read(6), "busy");
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Send(0x24, 0x00), "busy");
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Send(), "busy");

        _time.Advance(TimeSpan.FromMicroseconds(1));
        AssertIs(_air.Sample, Read(6));
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read(6), "once");
    }

    [Fact]
    public void Measure_GridOfAir_ReadsItBack()
    {
        var random = new Random(31);
        for (var sample = 0; sample < 300; sample++)
        {
            _air.TemperatureCelsius = -40 + (125 * random.NextDouble());
            _air.RelativeHumidityPercent = 100 * random.NextDouble();
            Send(0x24, 0x00);
            var air = _air.Sample;
            _air.TemperatureCelsius = 0;
            _time.Advance(TimeSpan.FromMilliseconds(20));
            AssertIs(air, Read(6));
        }
    }

    [Theory]
    [InlineData(0x06, 15.5)]
    [InlineData(0x0D, 6.5)]
    [InlineData(0x10, 4.5)]
    public async Task Measure_WithStretching_HoldsTheBusUntilReady(byte repeatability, double milliseconds)
    {
        Send(0x2C, repeatability);
        var reading = Task.Run(() => Read(6), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds) - TimeSpan.FromMicroseconds(1));
        Assert.False(reading.IsCompleted);

        // However far the other thread is, in the end its time has come.
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        AssertIs(_air.Sample, await reading);
    }

    [Fact]
    public void Measure_StretchingAndReady_AnswersAtOnce()
    {
        Send(0x2C, 0x06);
        _time.Advance(TimeSpan.FromMilliseconds(15.5));

        AssertIs(_air.Sample, Read(6));
    }

    [Fact]
    public void Read_Shorter_GetsTheBeginning()
    {
        Send(0x24, 0x00);
        _time.Advance(TimeSpan.FromMilliseconds(20));

        var read = Read(3);
        Assert.Equal(FakeSht31.Check(read.AsSpan(0, 2)), read[2]);
    }

    [Fact]
    public void Status_ResetAndUnknownCommand_AreTold()
    {
        Assert.Equal(0x8010, Status());
        Send(0x30, 0x41);
        Assert.Equal(0, Status());

        Send(0x12, 0x34);
        Assert.Equal(2, Status());
        Assert.Equal(0, Status());
        Send(0x24);
        Assert.Equal(2, Status());
    }

    [Fact]
    public void Reset_Soft_ForgetsTheResultAndStartsUp()
    {
        Send(0x30, 0x41);
        Send(0x24, 0x00);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Send(0x30, 0xA2);
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Status(), "busy");

        _time.Advance(TimeSpan.FromMilliseconds(1.5));
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read(6), "nothing to read");
        Assert.Equal(0x8010, Status());
    }

    [Fact]
    public void PowerCycle_WhileMeasuring_ForgetsIt()
    {
        Send(0x24, 0x00);

        _sensor.PowerCycle();

        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read(6), "nothing to read");
        Assert.Equal(0x8010, Status());
    }

    private static void AssertIs(EnvironmentSample air, byte[] read)
    {
        Assert.Equal(FakeSht31.Check(read.AsSpan(0, 2)), read[2]);
        Assert.Equal(FakeSht31.Check(read.AsSpan(3, 2)), read[5]);
        Assert.Equal(air.TemperatureCelsius, -45 + (175 * ((read[0] << 8) | read[1]) / 65535.0), 0.002);
        Assert.Equal(air.RelativeHumidityPercent, 100 * ((read[3] << 8) | read[4]) / 65535.0, 0.001);
    }

    private int Status()
    {
        var read = new byte[3];
        _board.GetI2cBus(1).WriteRead(Address, [0xF3, 0x2D], read);
        Assert.Equal(FakeSht31.Check(read.AsSpan(0, 2)), read[2]);
        return (read[0] << 8) | read[1];
    }

    private void Send(params byte[] command) => _board.GetI2cBus(1).WriteRead(Address, command, []);

    private byte[] Read(int count)
    {
        var read = new byte[count];
        _board.GetI2cBus(1).WriteRead(Address, [], read);
        return read;
    }
}
