namespace WasiHal.Cluster.Telemetry;

/// <summary>A quantity that has an instrument of its own.</summary>
/// <param name="Quantity">The quantity, as <c>docs/units.md</c> lists it.</param>
/// <param name="Unit">Its unit there, a UCUM code.</param>
/// <param name="Help">One sentence for people.</param>
internal sealed record ReadingInstrument(string Quantity, string Unit, string Help)
{
    /// <summary>Every one. Other quantities are told by <c>wasihal.reading</c>, with their name and unit as attributes: an instrument has one unit, and who made it last cannot be asked.</summary>
    public static readonly ReadingInstrument[] All =
    [
        new("temperature", "Cel", "Temperature of the air or of whatever the sensor touches."),
        new("relative_humidity", "%", "Relative humidity, 0 to 100."),
        new("pressure", "Pa", "Pressure of the air at the sensor, not reduced to sea level."),
        new("gas_resistance", "Ohm", "Resistance of a metal-oxide gas sensor; falls as the air gets worse."),
        new("air_quality_score", "1", "0 to 500, lower is better."),
        new("air_quality_accuracy", "1", "0 (not calibrated) to 3."),
        new("pm1", "ug/m3", "Mass of particles up to 1 µm in the air."),
        new("pm2_5", "ug/m3", "Mass of particles up to 2.5 µm in the air."),
        new("pm10", "ug/m3", "Mass of particles up to 10 µm in the air."),
        new("cpu_temperature", "Cel", "Temperature of the processor.") { Name = "hw.temperature", HardwareId = "cpu" },
        new("cpu_use", "%", "Use of all cores together, 0 to 100."),
        new("memory_used", "By", "Memory in use: total less what is available without swapping."),
        new("memory_total", "By", "Memory of the machine."),
        new("uptime", "s", "Time since the machine started."),
    ];

    /// <summary>The instrument's name: OpenTelemetry's own where it has one for a board, else ours.</summary>
    public string Name { get; private init; } = "wasihal." + Quantity;

    /// <summary>The part of the board, where OpenTelemetry asks for it.</summary>
    public string? HardwareId { get; private init; }
}
