namespace WasiHal.Cluster.Protocol.Flat;

/// <summary>
/// The names and units of the original beside ours, both ways. Its readings say what they are by the name of their sensor;
/// a member that is not listed keeps its name and has no unit.
/// </summary>
internal static class FlatNames
{
    /// <summary>The plugin of a reading that came in the original's form.</summary>
    public const string Plugin = "flat";

    private static readonly Row[] Climate =
    [
        new("temperature", "temperature", "Cel", 1),
        new("humidity", "relative_humidity", "%", 1),
        new("pressure", "pressure", "Pa", 100),
        new("gas_resistance", "gas_resistance", "Ohm", 1000),
        new("iaq_score", "air_quality_score", "1", 1),
        new("iaq_accuracy", "air_quality_accuracy", "1", 1),
    ];

    private static readonly Row[] Board =
    [
        new("cpu_temp", "cpu_temperature", "Cel", 1),
        new("cpu_usage", "cpu_use", "%", 1),
        new("memory_used_mb", "memory_used", "By", 1_048_576),
        new("memory_total_mb", "memory_total", "By", 1_048_576),
        new("uptime_seconds", "uptime", "s", 1),
        new("fan_on", "fan", "", 1),
    ];

    // Words in the name of a sensor, such as pi4-node-1:bme680-i2c and revpi-hub:revpi-monitor.
    private static readonly (string Word, Row[] Rows)[] Sensors =
        [("dht22", Climate), ("bme680", Climate), ("bme280", Climate), ("sht31", Climate), ("monitor", Board)];

    /// <summary>The sensor's name in the original's form, without the node.</summary>
    /// <param name="plugin">Id of the plugin.</param>
    /// <param name="sensor">Our name of the sensor.</param>
    public static string SensorOf(string plugin, string sensor) => plugin == "pi-monitor" && sensor == "board" ? plugin : sensor;

    /// <summary>One of our readings as a member of the original's <c>data</c>.</summary>
    /// <param name="quantity">Our name.</param>
    /// <param name="value">Our value.</param>
    /// <param name="unit">Our unit; null or empty for none.</param>
    public static (string Name, ReadingValue Value) ToFlat(string quantity, ReadingValue value, string? unit)
    {
        foreach (var row in (ReadOnlySpan<Row>)[.. Climate, .. Board])
        {
            if (row.Quantity == quantity && row.Unit == (unit ?? ""))
            {
                return (row.Member, value.Kind == ReadingValueKind.Number && row.Factor != 1 ? ReadingValue.FromNumber(row.ToFlat(value.Number)) : value);
            }
        }

        return (quantity, value);
    }

    /// <summary>A member of the original's <c>data</c> as one of our measurements.</summary>
    /// <param name="sensor">The sensor's name, without the node.</param>
    /// <param name="member">Name of the member.</param>
    /// <param name="value">Its value.</param>
    public static Measurement FromFlat(string sensor, string member, ReadingValue value)
    {
        foreach (var (word, rows) in Sensors)
        {
            if (!sensor.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var row in rows)
            {
                if (row.Member == member)
                {
                    return row.ToMeasurement(sensor, value);
                }
            }
        }

        return new(sensor, member, value, "");
    }

    private sealed record Row(string Member, string Quantity, string Unit, int Factor)
    {
        // In decimals as far as those go: 9.95 hPa are 995 Pa and not 994.9999999999999.
        private static bool IsExact(double number) => Math.Abs(number) is > 1e-6 and < 1e15;

        public double ToFlat(double number) => IsExact(number) ? (double)((decimal)number / Factor) : number / Factor;

        public Measurement ToMeasurement(string sensor, ReadingValue value) => value.Kind != ReadingValueKind.Number
            ? new(sensor, Quantity, value, "")
            : double.IsFinite(value.Number * Factor) ? new(sensor, Quantity, ReadingValue.FromNumber(ToOurs(value.Number)), Unit)
            : new(sensor, Member, value, "");

        private double ToOurs(double number) => Factor == 1 ? number : IsExact(number) ? (double)((decimal)number * Factor) : number * Factor;
    }
}
