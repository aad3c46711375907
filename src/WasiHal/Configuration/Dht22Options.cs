using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Where the DHT22 is: the section <c>[sensors.dht22]</c>.</summary>
public sealed class Dht22Options
{
    /// <summary>BCM number of the pin that its data line is on, 0 to 53: the setting <c>pin</c> of the plugin <c>dht22</c>.</summary>
    /// <value>None: what the plugin's file says.</value>
    [ConfigurationKeyName("gpio_pin")]
    [Range(0, GpioOptions.HighestPin, ErrorMessage = "is not between 0 and 53")]
    public int? GpioPin { get; set; }
}
