using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

/// <summary>Known answers: published by drivers of others, or given by Bosch's own code (SensorAPI 4.4.8, single precision).</summary>
public sealed class Bme680FormulasTests
{
    public static TheoryData<string, int, int, int, double, double, double> KnownAnswers => new()
    {
        { "A", 501240, 353485, 19019, 26.69312, 98716.93, 42.40972 },
        { "A", 480000, 340000, 21000, 19.98944, 99923.48, 53.96905 },
        { "A", 525000, 370000, 17000, 34.19274, 97065.59, 31.27526 },
        { "A", 400000, 300000, 25000, -5.25540, 102312.69, 77.73508 },
        { "B", 501240, 353485, 19019, 25.92389, 96480.13, 30.50663 },
        { "B", 480000, 340000, 21000, 19.20761, 97804.02, 41.08348 },
        { "default", 0x78AF2, 0x5794D, 0x57EC, 24.14064, 100879.98, 49.08036 },

        // What Bosch's integer code gives for the same, within its own rounding.
        { "A", 501240, 353485, 19019, 26.69, 98711, 42.402 },
        { "A", 480000, 340000, 21000, 19.99, 99924, 53.958 },
        { "A", 525000, 370000, 17000, 34.19, 97064, 31.268 },
        { "A", 400000, 300000, 25000, -5.26, 102308, 77.708 },
        { "B", 501240, 353485, 19019, 25.92, 96482, 30.502 },
        { "B", 480000, 340000, 21000, 19.21, 97801, 41.070 },
        { "default", 0x78AF2, 0x5794D, 0x57EC, 24.14, 100880, 49.072 },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Formulas_KnownAnswer_IsGiven(string chip, int temperature, int pressure, int humidity, double celsius, double pascals, double percent)
    {
        var calibration = Chip(chip);

        // Five decimals mean single precision, fewer the integer code.
        var isFloat = Math.Round(celsius, 2) != celsius;

        var fine = Bme680Formulas.FineTemperature(calibration, temperature);

        Assert.Equal(celsius, Bme680Formulas.Celsius(fine), isFloat ? 0.0001 : 0.01);
        Assert.Equal(pascals, Bme680Formulas.Pascals(calibration, pressure, fine), isFloat ? 0.1 : 10);
        Assert.Equal(percent, Bme680Formulas.HumidityPercent(calibration, humidity, Bme680Formulas.Celsius(fine)), isFloat ? 0.001 : 0.05);
    }

    [Fact]
    public void FineTemperature_KnownAnswers_AreGiven()
    {
        Assert.Equal(136667, Bme680Formulas.FineTemperature(Bme680Images.A, 501240), 3.0);
        Assert.Equal(123596, Bme680Formulas.FineTemperature(Bme680Images.Default, 0x78AF2), 6.0);
        Assert.Equal(28.68, Bme680Formulas.Celsius(146830), 0.01);
    }

    [Theory]
    [InlineData(0, 0, 0, 12946860)]
    [InlineData(0, 512, 0, 8000000)]
    [InlineData(0, 512, 5, 248262.19)]
    [InlineData(0, 512, 7, 63004.04)]
    [InlineData(0, 300, 4, 593378.2)]
    [InlineData(0, 800, 6, 102887.0)]
    [InlineData(0, 700, 10, 6849.59)]
    [InlineData(0, 1023, 15, 176.74)]
    [InlineData(0, 100, 8, 45169.1)]
    [InlineData(0, 650, 11, 3539.86)]
    [InlineData(0, 512, 13, 976.56)]
    [InlineData(0, 586, 12, 1850.91053748232)]
    [InlineData(-2, 300, 4, 594217.9)]
    [InlineData(-2, 800, 6, 102750.3)]
    [InlineData(2, 300, 4, 592553.3)]
    [InlineData(2, 800, 6, 103022.0)]
    public void GasOhms_KnownAnswer_IsGivenAndInverts(int rangeError, int raw, int range, double ohms)
    {
        var calibration = Bme680Images.A with { RangeError = rangeError };

        Assert.Equal(1, Bme680Formulas.GasOhms(calibration, raw, range) / ohms, 0.00003);
        Assert.Equal(raw, Bme680Formulas.RawGas(calibration, Bme680Formulas.GasOhms(calibration, raw, range), range), 1e-6);
    }

    [Theory]
    [InlineData(0, 0, 102400000)]
    [InlineData(512, 5, 2000000)]
    [InlineData(800, 6, 825806.4)]
    [InlineData(700, 10, 54935.6)]
    public void GasOhmsHigh_KnownAnswer_IsGivenAndInverts(int raw, int range, double ohms)
    {
        Assert.Equal(1, Bme680Formulas.GasOhmsHigh(raw, range) / ohms, 0.00001);
        Assert.Equal(raw, Bme680Formulas.RawGasHigh(Bme680Formulas.GasOhmsHigh(raw, range), range), 1e-6);
    }

    [Theory]
    [InlineData("A", 200, 25, 79)]
    [InlineData("A", 300, 25, 102)]
    [InlineData("A", 320, 25, 106)]
    [InlineData("A", 350, 25, 113)]
    [InlineData("A", 400, 25, 125)]
    [InlineData("A", 450, 25, 125)]
    [InlineData("default", 320, 24, 0x73)]
    public void HeaterCode_KnownAnswer_IsGiven(string chip, double target, double ambient, byte code) =>
        Assert.Equal(code, Bme680Formulas.HeaterCode(Chip(chip), target, ambient));

    [Theory]
    [InlineData(0x00, 0)]
    [InlineData(0x1E, 30)]
    [InlineData(0x3F, 63)]
    [InlineData(0x50, 64)]
    [InlineData(0x59, 100)]
    [InlineData(0x65, 148)]
    [InlineData(0x90, 256)]
    [InlineData(0x9F, 496)]
    [InlineData(0xBE, 992)]
    [InlineData(0xDF, 1984)]
    [InlineData(0xFE, 3968)]
    [InlineData(0xFF, 4032)]
    public void GasWait_Code_IsItsTime(byte code, int milliseconds) =>
        Assert.Equal(milliseconds, Bme680Formulas.GasWait(code).TotalMilliseconds);

    [Theory]
    [InlineData(2, 5, 1, 42590)]
    [InlineData(4, 3, 2, 32775)]
    [InlineData(1, 1, 1, 11182)]
    [InlineData(5, 5, 5, 99517)]
    [InlineData(2, 3, 1, 19034)]
    public void ForcedDuration_Oversampling_IsBoschs(int temperature, int pressure, int humidity, int microseconds)
    {
        var samples = Bme680Formulas.Samples(temperature) + Bme680Formulas.Samples(pressure) + Bme680Formulas.Samples(humidity);

        Assert.Equal(microseconds, Bme680Formulas.ForcedDuration(samples).TotalMicroseconds);
    }

    [Fact]
    public void Read_Registers_AreTheCalibration()
    {
        var chip = new FakeBme680(new FakeEnvironment());
        Assert.Equal(Bme680Images.Default, Bme680Calibration.Read(Bme680Images.Registers(chip)));

        Bme680Images.BurnA(chip);
        Assert.Equal(Bme680Images.A, Bme680Calibration.Read(Bme680Images.Registers(chip)));

        chip.SetCalibration(0x04, [0xE0]);
        Assert.Equal(-2, Bme680Calibration.Read(Bme680Images.Registers(chip)).RangeError);
    }

    private static Bme680Calibration Chip(string name) => name switch
    {
        "A" => Bme680Images.A,
        "B" => Bme680Images.B,
        _ => Bme680Images.Default,
    };
}
