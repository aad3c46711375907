namespace WasiHal.Fake;

/// <summary>The dust in the air at one moment, in µg/m³. Coarser classes include the finer ones.</summary>
/// <param name="Pm1MicrogramsPerCubicMetre">Particles up to 1 µm.</param>
/// <param name="Pm25MicrogramsPerCubicMetre">Particles up to 2.5 µm.</param>
/// <param name="Pm10MicrogramsPerCubicMetre">Particles up to 10 µm.</param>
public readonly record struct ParticleSample(
    double Pm1MicrogramsPerCubicMetre,
    double Pm25MicrogramsPerCubicMetre,
    double Pm10MicrogramsPerCubicMetre);
