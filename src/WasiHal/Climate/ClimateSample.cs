namespace WasiHal;

/// <summary>One measurement of a climate sensor.</summary>
/// <param name="TemperatureCelsius">-40 to 80 °C for a DHT22.</param>
/// <param name="RelativeHumidityPercent">0 to 100 %.</param>
public readonly record struct ClimateSample(double TemperatureCelsius, double RelativeHumidityPercent)
{
    /// <summary>How long before the answer it was measured; <see langword="null"/> when that is not known, as in a replay.</summary>
    public TimeSpan? Age { get; init; }
}
