namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>One value of the original's records, and what it is with us.</summary>
/// <param name="Name">Its name in the WIT record.</param>
/// <param name="Quantity">Our quantity.</param>
/// <param name="Unit">Our unit, empty for a flag.</param>
/// <param name="Factor">How many of our unit its unit is.</param>
/// <param name="IsWhole">Whether it is a whole number with the original.</param>
internal sealed record OriginalField(string Name, string Quantity, string Unit, double Factor = 1, bool IsWhole = false)
{
    private const double BytesPerMegabyte = 1_048_576;

    /// <summary>Of a reading of a DHT22.</summary>
    public static OriginalField[] Dht22 { get; } =
    [
        new("temperature", "temperature", "Cel"),
        new("humidity", "relative_humidity", "%"),
    ];

    /// <summary>Of a reading of a BME680.</summary>
    public static OriginalField[] Bme680 { get; } =
    [
        new("temperature", "temperature", "Cel"),
        new("humidity", "relative_humidity", "%"),
        new("pressure", "pressure", "Pa", 100),
        new("gas-resistance", "gas_resistance", "Ohm", 1000),
        new("iaq-score", "air_quality_score", "1", IsWhole: true),
        new("iaq-accuracy", "air_quality_accuracy", "1", IsWhole: true),
    ];

    /// <summary>Of a machine.</summary>
    public static OriginalField[] Monitor { get; } =
    [
        new("cpu-temp", "cpu_temperature", "Cel"),
        new("cpu-usage", "cpu_use", "%"),
        new("memory-used-mb", "memory_used", "By", BytesPerMegabyte, IsWhole: true),
        new("memory-total-mb", "memory_total", "By", BytesPerMegabyte, IsWhole: true),
        new("uptime-seconds", "uptime", "s", IsWhole: true),
        new("fan-on", "fan", ""),
    ];

    /// <summary>Its name in the original's JSON.</summary>
    public string JsonName { get; } = Name.Replace('-', '_');

    /// <summary>Whole megabytes, as the original's WIT has them.</summary>
    public static uint ToMegabytes(ulong bytes) => (uint)Math.Min(uint.MaxValue, bytes / (ulong)BytesPerMegabyte);
}
