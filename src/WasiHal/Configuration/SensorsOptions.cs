using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>
/// Where the sensors are that the original's files name: the section <c>[sensors]</c>. A plugin reads it as its setting. Other
/// sensors, and more than one of a kind, are told in the settings of their plugins.
/// </summary>
public sealed class SensorsOptions
{
    /// <summary>The section <c>[sensors.dht22]</c>.</summary>
    [ConfigurationKeyName("dht22")]
    public Dht22Options Dht22 { get; set; } = new();

    /// <summary>The section <c>[sensors.bme680]</c>.</summary>
    [ConfigurationKeyName("bme680")]
    public Bme680Options Bme680 { get; set; } = new();
}
