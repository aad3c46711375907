using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Cluster.Protocol.Flat;

/// <summary>
/// What the original calls the values of its sensors, both ways. A name says nothing of a unit by itself: what comes from a
/// sensor that is not known keeps its name and has no unit.
/// </summary>
internal static class FlatNames
{
    /// <summary>The plugin of readings that came in the original's form, which names none.</summary>
    public const string Plugin = "flat";

    private static readonly FlatName[] Air =
    [
        new("temperature", "temperature", "Cel"),
        new("humidity", "relative_humidity", "%"),
        new("pressure", "pressure", "Pa", 100),
        new("gas_resistance", "gas_resistance", "Ohm", 1000),
        new("iaq_score", "air_quality_score", "1"),
        new("iaq_accuracy", "air_quality_accuracy", "1"),
    ];

    private static readonly FlatName[] Machine =
    [
        new("cpu_temp", "cpu_temperature", "Cel"),
        new("cpu_usage", "cpu_use", "%"),
        new("memory_used_mb", "memory_used", "By", 1_048_576),
        new("memory_total_mb", "memory_total", "By", 1_048_576),
        new("uptime_seconds", "uptime", "s"),
        new("fan_on", "fan", ""),
    ];

    private static readonly string[] AirSensors = ["dht22", "bme680", "bme280", "sht31"];

    /// <summary>The original's name of a sensor, without the node: its hub knows what a machine says of itself by the word "monitor".</summary>
    /// <param name="plugin">Id of the plugin.</param>
    /// <param name="sensor">Our name of the sensor.</param>
    public static string SensorOf(string plugin, string sensor) => plugin == "pi-monitor" && sensor == "board" ? plugin : sensor;

    /// <summary>The original's name for a value of ours.</summary>
    /// <param name="quantity">Our quantity.</param>
    /// <param name="unit">Our unit.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether it has one; else it goes by its quantity, as it is.</returns>
    public static bool TryFind(string quantity, string unit, [NotNullWhen(true)] out FlatName? name)
    {
        name = Array.Find(Air, known => known.Quantity == quantity && known.Unit == unit) ?? Array.Find(Machine, known => known.Quantity == quantity && known.Unit == unit);
        return name is not null;
    }

    /// <summary>What the values of a sensor mean, by the original's name for the sensor.</summary>
    /// <param name="sensor">Such as <c>dht22-gpio4</c> or <c>revpi-monitor</c>.</param>
    /// <param name="isMachine">Whether it says how a processor is.</param>
    /// <returns>Empty for a sensor that is not known.</returns>
    public static IReadOnlyList<FlatName> OfSensor(string sensor, bool isMachine) =>
        Array.Exists(AirSensors, known => sensor.StartsWith(known, StringComparison.OrdinalIgnoreCase)) ? Air
        : isMachine || sensor.EndsWith("monitor", StringComparison.OrdinalIgnoreCase) ? Machine
        : [];

    /// <summary>Whether a value is one that only a machine has.</summary>
    public static bool IsOfMachine(string name) => name is "cpu_temp" or "cpu_usage";
}
