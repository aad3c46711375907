namespace WasiHal.Fake;

/// <summary>What a BME680's converters give for the air around it: <see cref="Bme680Formulas"/> the other way round.</summary>
/// <param name="Temperature">20 bits.</param>
/// <param name="Pressure">20 bits.</param>
/// <param name="Humidity">16 bits.</param>
internal readonly record struct Bme680Raw(int Temperature, int Pressure, int Humidity)
{
    /// <summary>What a channel holds that was skipped: 20 bits.</summary>
    public const int Skipped = 0x80000;

    /// <summary>What the humidity holds when it was skipped: 16 bits.</summary>
    public const int SkippedHumidity = 0x8000;

    public static Bme680Raw Of(Bme680Calibration calibration, EnvironmentSample air)
    {
        var temperature = Bisection.Nearest(
            raw => Bme680Formulas.Celsius(Bme680Formulas.FineTemperature(calibration, raw)), 0xFFFFF, air.TemperatureCelsius);

        // A driver goes on from the temperature as it was converted, so the rounding of that is part of these two.
        var fine = Bme680Formulas.FineTemperature(calibration, temperature);
        return new(
            temperature,
            Bisection.Nearest(raw => Bme680Formulas.Pascals(calibration, raw, fine), 0xFFFFF, air.PressurePascals),
            Bisection.Nearest(raw => Bme680Formulas.HumidityPercent(calibration, raw, Bme680Formulas.Celsius(fine)), 0xFFFF, air.RelativeHumidityPercent));
    }

    /// <summary>Conversion and range of a gas resistance: the range in which it lies nearest to the middle.</summary>
    /// <param name="rawOfRange">The conversion, not rounded, by range.</param>
    public static (int Raw, int Range) Gas(Func<int, double> rawOfRange)
    {
        var range = Enumerable.Range(0, 16).MinBy(candidate => Math.Abs(rawOfRange(candidate) - 512));
        return ((int)Math.Clamp(Math.Round(rawOfRange(range)), 0, 1023), range);
    }
}
