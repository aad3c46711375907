namespace WasiHal.Fake;

/// <summary>What there is for simulated sensors to measure, at one moment.</summary>
/// <param name="TemperatureCelsius">Temperature in °C.</param>
/// <param name="RelativeHumidityPercent">Relative humidity, 0 to 100 %.</param>
/// <param name="PressurePascals">Pressure in Pa.</param>
/// <param name="GasResistanceOhms">Resistance of a heated metal-oxide layer in Ω: high in clean air, low in bad air.</param>
public readonly record struct EnvironmentSample(
    double TemperatureCelsius,
    double RelativeHumidityPercent,
    double PressurePascals,
    double GasResistanceOhms);
