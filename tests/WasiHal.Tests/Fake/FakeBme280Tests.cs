using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeBme280Tests
{
    private static readonly I2cAddress Address = new(FakeBme280.DefaultAddress);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeEnvironment _air = new();
    private readonly FakeBoard _board = new();
    private readonly FakeBme280 _chip;

    public FakeBme280Tests()
    {
        _chip = new(_air, _time);
        _board.GetI2cBus(1).Attach(Address, _chip);
    }

    [Fact]
    public void Formulas_ExampleOfTheDatasheet_IsGiven()
    {
        var calibration = Bme280Calibration.Read(Read(0, 256));

        var fine = Bme280Formulas.FineTemperature(calibration, 0x7EED0);

        Assert.Equal(25.08, fine / 5120, 0.005);
        Assert.Equal(100_653.27, Bme280Formulas.Pascals(calibration, 0x655AC, fine), 0.05);
    }

    [Fact]
    public void Read_Registers_AreTheCalibration()
    {
        var calibration = Bme280Calibration.Read(Read(0, 256));

        Assert.Equal((27504, 26435, -1000), (calibration.T1, calibration.T2, calibration.T3));
        Assert.Equal([36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000], calibration.P);
        Assert.Equal((75, 370, 0), (calibration.H1, calibration.H2, calibration.H3));
        Assert.Equal((313, 50, 30), (calibration.H4, calibration.H5, calibration.H6));

        _chip.SetCalibration(0xE4, [0xFF, 0xF3, 0xFE]);
        calibration = Bme280Calibration.Read(Read(0, 256));
        Assert.Equal((-13, -17), (calibration.H4, calibration.H5));
    }

    [Fact]
    public void Measure_ExampleOfTheDatasheet_HasItsRegisters()
    {
        _air.Sample = new(25.0825, 50, 100_653.27, 100_000);
        Force();

        var field = Read(0xF7, 6);
        Assert.Equal(0x655AC, (field[0] << 12) | (field[1] << 4) | (field[2] >> 4), 3.0);
        Assert.Equal(0x7EED0, (field[3] << 12) | (field[4] << 4) | (field[5] >> 4), 3.0);
    }

    [Fact]
    public void Driver_GridOfAir_ReadsItBack()
    {
        var random = new Random(280);
        for (var sample = 0; sample < 300; sample++)
        {
            _air.Sample = new(-20 + (80 * random.NextDouble()), 5 + (90 * random.NextDouble()), 60_000 + (50_000 * random.NextDouble()), 1_000);
            Force();
            AssertReads(_air.Sample);
        }
    }

    [Fact]
    public void Transfer_NewChip_HasResetValues()
    {
        Assert.Equal([0x60], Read(0xD0, 1));
        Assert.Equal([0, 0, 0, 0, 0, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0], Read(0xF2, 13));
        Write(0xD0, 1, 0x88, 2, 0xF3, 3, 0xF7, 4);
        Assert.Equal([0x60], Read(0xD0, 1));
        Assert.Equal([0x70], Read(0x88, 1));
        Assert.Equal([0], Read(0xF3, 1));
        Assert.Equal([0x80], Read(0xF7, 1));
    }

    [Fact]
    public void Measure_Forced_TakesItsTimeAndSleeps()
    {
        Write(0xF2, 0x01, 0xF4, 0x25);

        // 1.25 + 2.3 + 2 * (2.3 + 0.575) ms
        _time.Advance(TimeSpan.FromMicroseconds(9_299));
        Assert.Equal([0x08, 0x25], Read(0xF3, 2));
        Assert.Equal([0x80, 0, 0], Read(0xFA, 3));
        _time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([0x00, 0x24], Read(0xF3, 2));
        AssertReads(_air.Sample);
    }

    [Fact]
    public void Measure_HumidityControlAlone_CountsFromTheNextMeasurement()
    {
        Write(0xF4, 0x24, 0xF2, 0x01);
        Write(0xF4, 0x25, 0xF2, 0x00);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual([0x80, 0], Read(0xFD, 2));

        Write(0xF4, 0x25);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0x80, 0], Read(0xFD, 2));
    }

    [Fact]
    public void Measure_Skipped_KeepsResetValues()
    {
        Write(0xF4, 0x01);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], Read(0xF7, 8));
    }

    [Fact]
    public void Measure_Normal_GoesOnUntilItSleeps()
    {
        Write(0xF2, 0x01, 0xF5, 0xA0, 0xF4, 0x27);
        _time.Advance(TimeSpan.FromMilliseconds(9.3));
        Assert.Equal([0x00, 0x27], Read(0xF3, 2));
        AssertReads(_air.Sample);

        var before = _air.Sample;
        _air.Sample = new(30, 20, 99_000, 1_000);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        AssertReads(before);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([0x08], Read(0xF3, 1));
        _time.Advance(TimeSpan.FromMilliseconds(9.3));
        AssertReads(_air.Sample);

        before = _air.Sample;
        Write(0xF4, 0x24);
        _air.TemperatureCelsius = 5;
        _time.Advance(TimeSpan.FromSeconds(5));
        AssertReads(before);
    }

    [Fact]
    public void Filter_StepOfTemperature_FollowsSlowly()
    {
        Write(0xF5, 1 << 2);
        Force();
        _air.TemperatureCelsius = 30;
        Force();

        Assert.Equal(25, Celsius(), 0.05);
    }

    [Fact]
    public void Reset_AfterAMeasurement_IsANewChip()
    {
        var fresh = Read(0, 256);
        Force();
        Write(0xE0, 0xB6);
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read(0xD0, 1), "starts up");
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(fresh, Read(0, 256));

        Force();
        _chip.PowerCycle();
        Assert.Equal(fresh, Read(0, 256));
    }

    [Theory]
    [InlineData(0x87, 1)]
    [InlineData(0xA1, 2)]
    [InlineData(0xE1, 8)]
    [InlineData(0x88, 0)]
    public void SetCalibration_OtherRegisters_IsInvalid(byte register, int count) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _chip.SetCalibration(register, new byte[count]), $"0x{register:x2}", "0x88 to 0xa1");

    private byte[] Read(byte register, int count)
    {
        var read = new byte[count];
        _board.GetI2cBus(1).WriteRead(Address, [register], read);
        return read;
    }

    private void Write(params byte[] pairs) => _board.GetI2cBus(1).WriteRead(Address, pairs, []);

    private void Force()
    {
        Write(0xF2, 0x01, 0xF4, 0x25);
        _time.Advance(TimeSpan.FromMilliseconds(100));
    }

    private double Celsius()
    {
        var field = Read(0xFA, 3);
        return Bme280Formulas.FineTemperature(Bme280Calibration.Read(Read(0, 256)), (field[0] << 12) | (field[1] << 4) | (field[2] >> 4)) / 5120;
    }

    private void AssertReads(EnvironmentSample air)
    {
        var calibration = Bme280Calibration.Read(Read(0, 256));
        var field = Read(0xF7, 8);
        var fine = Celsius() * 5120;
        Assert.Equal(air.TemperatureCelsius, Celsius(), 0.01);
        Assert.Equal(air.PressurePascals, Bme280Formulas.Pascals(calibration, (field[0] << 12) | (field[1] << 4) | (field[2] >> 4), fine), 1.0);
        Assert.Equal(air.RelativeHumidityPercent, Bme280Formulas.HumidityPercent(calibration, (field[6] << 8) | field[7], fine), 0.05);
    }
}
