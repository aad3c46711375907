using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeBme680Tests
{
    private static readonly I2cAddress Address = new(FakeBme680.DefaultAddress);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeEnvironment _air = new();
    private readonly FakeBoard _board;
    private readonly FakeBme680 _chip;
    private readonly Bme680Driver _driver;

    public FakeBme680Tests()
    {
        _board = new(timeProvider: _time);
        _chip = new(_air, _time);
        _driver = Attach(_chip);
    }

    public static TheoryData<bool, int> Chips => new() { { false, 1 }, { true, 2 }, { false, 3 } };

    [Theory]
    [MemberData(nameof(Chips))]
    public void Driver_GridOfAir_ReadsItBack(bool isA, int seed)
    {
        if (isA)
        {
            Bme680Images.BurnA(_chip);
        }

        _chip.SetCalibration(0x04, [(byte)(seed << 4)]);
        _driver.Open();
        var random = new Random(seed);
        for (var sample = 0; sample < 300; sample++)
        {
            _air.Sample = new(
                -20 + (80 * random.NextDouble()),
                5 + (90 * random.NextDouble()),
                60_000 + (50_000 * random.NextDouble()),
                200 * Math.Pow(60_000, random.NextDouble()));

            _driver.Start();
            _time.Advance(TimeSpan.FromMilliseconds(200));
            AssertClose(_air.Sample, _driver.Result(out var stable));
            Assert.True(stable);
        }
    }

    [Theory]
    [InlineData(-20, 5, 60_000, 200)]
    [InlineData(60, 95, 110_000, 12_000_000)]
    [InlineData(25, 0, 101_325, 50_000)]
    [InlineData(25, 100, 101_325, 50_000)]
    public void Driver_EndsOfTheScale_ReadsThemBack(double celsius, double percent, double pascals, double ohms)
    {
        _air.Sample = new(celsius, percent, pascals, ohms);
        _driver.Open();
        _driver.Start();
        _time.Advance(TimeSpan.FromMilliseconds(200));

        AssertClose(_air.Sample, _driver.Result(out _));
    }

    [Fact]
    public void Measure_KnownAnswer_HasTheRegistersOfTheRealChip()
    {
        _air.Sample = new(24.14064, 49.08036, 100_879.98, 1850.910537);
        _driver.Open();
        _driver.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        var field = _driver.Read(0x1D, 17);

        Assert.Equal(0x80, field[0]);
        Assert.Equal(0x5794D, (field[2] << 12) | (field[3] << 4) | (field[4] >> 4), 1.0);
        Assert.Equal(0x78AF2, (field[5] << 12) | (field[6] << 4) | (field[7] >> 4), 1.0);
        Assert.Equal(0x57EC, (field[8] << 8) | field[9], 1.0);
        Assert.Equal([0x80, 0x00, 0x00, 0x92, 0xBC, 0x00, 0x00], field[10..]);
    }

    [Fact]
    public void Transfer_NewChip_HasResetValues()
    {
        Assert.Equal(0x61, _driver.Read(0xD0, 1)[0]);
        Assert.Equal(0, _driver.Read(0xF0, 1)[0]);
        Assert.Equal([0, 0, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0], _driver.Read(0x1D, 10));
        Assert.Equal(new byte[6], _driver.Read(0x70, 6));
        Assert.Equal([0xDF, 0x67], _driver.Read(0x8A, 2));
    }

    [Fact]
    public void Transfer_ReadWithoutRegister_GoesOn()
    {
        _driver.Write(0x8A);
        var read = new byte[1];
        _board.GetI2cBus(1).WriteRead(Address, [], read);
        Assert.Equal(0xDF, read[0]);

        _board.GetI2cBus(1).WriteRead(Address, [], read);
        Assert.Equal(0x67, read[0]);
    }

    [Fact]
    public void Transfer_Write_IsPairsAndReadOnlyStays()
    {
        _driver.Write(0x64, 0x59, 0x5A, 0x6E, 0xD0, 0x00, 0x8A, 0x00, 0x22, 0x00);

        Assert.Equal(0x59, _driver.Read(0x64, 1)[0]);
        Assert.Equal(0x6E, _driver.Read(0x5A, 1)[0]);
        Assert.Equal(0, _driver.Read(0x65, 1)[0]);
        Assert.Equal(0x61, _driver.Read(0xD0, 1)[0]);
        Assert.Equal(0xDF, _driver.Read(0x8A, 1)[0]);
        Assert.Equal(0x80, _driver.Read(0x22, 1)[0]);
    }

    [Fact]
    public void Measure_AsTimeGoes_StatusSaysWhatItDoes()
    {
        _driver.Open();
        _driver.Start(heaterMilliseconds: 100, humidity: 1, temperature: 2, pressure: 5);
        Assert.Equal(0x20, _driver.Read(0x1D, 1)[0]);
        Assert.Equal(0x55, _driver.Read(0x74, 1)[0]);

        _time.Advance(TimeSpan.FromMicroseconds(42_589));
        Assert.Equal(0x20, _driver.Read(0x1D, 1)[0]);
        _time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(0x60, _driver.Read(0x1D, 1)[0]);
        _time.Advance(TimeSpan.FromMicroseconds(99_999));
        Assert.Equal(0x60, _driver.Read(0x1D, 1)[0]);
        Assert.Equal([0x80, 0, 0], _driver.Read(0x22, 3));
        _time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([0x80, 1], _driver.Read(0x1D, 2));
        Assert.Equal(0x54, _driver.Read(0x74, 1)[0]);

        _driver.Start();
        Assert.Equal([0x20, 1], _driver.Read(0x1D, 2));
    }

    [Fact]
    public void Measure_Running_TakesTheAirAndSettingsOfItsStart()
    {
        _driver.Open();
        _driver.Start();
        var before = _air.Sample;
        _driver.Write(0x74, 0x00, 0x72, 0x00, 0x71, 0x00, 0x75, 0x1C);
        _air.Sample = new(50, 10, 90_000, 1_000);
        _time.Advance(TimeSpan.FromMilliseconds(200));

        AssertClose(before, _driver.Result(out _));
        Assert.Equal(0, _driver.Read(0x75, 1)[0]);
    }

    [Fact]
    public void Measure_SkippedChannels_KeepResetValues()
    {
        _driver.Write(0x74, 0x01);
        _time.Advance(TimeSpan.FromMicroseconds(5_293));

        Assert.Equal([0x80, 1, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0], _driver.Read(0x1D, 10));
        Assert.Equal([0, 0], _driver.Read(0x2A, 2));
    }

    [Theory]
    [InlineData(0x10, 0x08, 0)]
    [InlineData(0x1A, 0x00, 0)]
    [InlineData(0x20, 0x00, 0)]
    [InlineData(0x12, 0x00, 0x20)]
    public void Measure_GasSwitch_DecidesWhetherGasIsValid(byte control, byte heaterOff, byte valid)
    {
        _driver.Write(0x70, heaterOff, 0x71, control, 0x74, 0x25);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0x80 | (control & 0x0F), _driver.Read(0x1D, 1)[0]);
        Assert.Equal(valid, _driver.Read(0x2B, 1)[0] & 0x30);
    }

    [Theory]
    [InlineData(320, 150, true)]
    [InlineData(200, 20, true)]
    [InlineData(400, 63, true)]
    [InlineData(320, 19, false)]
    [InlineData(100, 150, false)]
    [InlineData(500, 150, false)]
    public void Measure_Heater_IsStableWhenItCanReachItsTemperature(int celsius, int milliseconds, bool stable)
    {
        _driver.Open();
        _driver.Start(celsius, milliseconds);
        _time.Advance(TimeSpan.FromSeconds(1));

        _driver.Result(out var heaterStable);
        Assert.Equal(stable, heaterStable);
    }

    [Fact]
    public void Measure_Bme688_GivesGasAtItsPlace()
    {
        var driver = Attach(new FakeBme680(_air, _time) { Variant = 1 });
        _air.GasResistanceOhms = 54_935.6;
        driver.Write(0x71, 0x20, 0x64, 0x59, 0x74, 0x25);
        _time.Advance(TimeSpan.FromSeconds(1));

        var field = driver.Read(0x2A, 4);
        Assert.Equal([0, 0], field[..2]);
        Assert.Equal(0x20, field[3] & 0x30);
        Assert.Equal(1, Bme680Formulas.GasOhmsHigh((field[2] << 2) | (field[3] >> 6), field[3] & 15) / 54_935.6, 0.001);
        Assert.Equal(1, driver.Read(0xF0, 1)[0]);
    }

    [Fact]
    public void Filter_StepOfTemperature_FollowsSlowly()
    {
        _driver.Open();
        _driver.Write(0x75, 1 << 2);
        Assert.Equal(20, Measure(20).TemperatureCelsius, 0.01);

        Assert.Equal(25, Measure(30).TemperatureCelsius, 0.05);
        Assert.Equal(27.5, Measure(30).TemperatureCelsius, 0.05);
    }

    [Fact]
    public void Reset_WhileMeasuring_IsANewChipAfterTwoMilliseconds()
    {
        _driver.Open();
        _driver.Start();
        _driver.Write(0xE0, 0xB6);
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => _driver.Read(0xD0, 1), "starts up");

        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(0x61, _driver.Read(0xD0, 1)[0]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 0], _driver.Read(0x1D, 2));
        Assert.Equal(new byte[38], _driver.Read(0x50, 38));
        Assert.Equal([0xDF, 0x67], _driver.Read(0x8A, 2));
    }

    [Fact]
    public void PowerCycle_AfterAMeasurement_ForgetsAllButWhatIsBurnedIn()
    {
        var fresh = Bme680Images.Registers(_chip);
        _driver.Open();
        _driver.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        _driver.Result(out _);

        _chip.PowerCycle();

        Assert.Equal(fresh, Bme680Images.Registers(_chip));
    }

    [Theory]
    [InlineData(0x05, 1)]
    [InlineData(0x04, 2)]
    [InlineData(0xA0, 3)]
    [InlineData(0xE1, 16)]
    [InlineData(0x8A, 0)]
    public void SetCalibration_OtherRegisters_IsInvalid(byte register, int count) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _chip.SetCalibration(register, new byte[count]), $"0x{register:x2}", "0x89 to 0xa1");

    [Fact]
    public void ChipId_Another_IsRead() =>
        Assert.Equal(0x58, Bme680Images.Registers(new(_air) { ChipId = 0x58 })[0xD0]);

    [Theory]
    [InlineData(30, 0x1E)]
    [InlineData(63, 0x3F)]
    [InlineData(64, 0x50)]
    [InlineData(100, 0x59)]
    [InlineData(150, 0x65)]
    [InlineData(256, 0x90)]
    [InlineData(500, 0x9F)]
    [InlineData(1000, 0xBE)]
    [InlineData(2000, 0xDF)]
    [InlineData(4031, 0xFE)]
    [InlineData(4032, 0xFF)]
    public void EncodeGasWait_OfTheDriver_IsBoschsTable(int milliseconds, byte code)
    {
        Assert.Equal(code, Bme680Driver.EncodeGasWait(milliseconds));
        Assert.InRange(Bme680Formulas.GasWait(code).TotalMilliseconds, milliseconds * 0.93, milliseconds);
    }

    private EnvironmentSample Measure(double celsius)
    {
        _air.TemperatureCelsius = celsius;
        _driver.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        return _driver.Result(out _);
    }

    private Bme680Driver Attach(FakeBme680 chip)
    {
        _board.GetI2cBus(1).Attach(Address, chip);
        return new(_board.GetI2cBus(1), Address);
    }

    private static void AssertClose(EnvironmentSample expected, EnvironmentSample actual)
    {
        Assert.Equal(expected.TemperatureCelsius, actual.TemperatureCelsius, 0.01);
        Assert.Equal(expected.PressurePascals, actual.PressurePascals, 10.0);
        Assert.Equal(expected.RelativeHumidityPercent, actual.RelativeHumidityPercent, 0.05);
        Assert.Equal(1, actual.GasResistanceOhms / expected.GasResistanceOhms, 0.01);
    }
}
