using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>The buzzer, a part that sounds while its pin is on: the section <c>[buzzer]</c>.</summary>
public sealed class BuzzerOptions
{
    /// <summary>BCM number of its pin, 0 to 53.</summary>
    /// <value>None: a real board then has no buzzer; a simulated one has it all the same.</value>
    [ConfigurationKeyName("gpio_pin")]
    [Range(0, GpioOptions.HighestPin, ErrorMessage = "is not between 0 and 53")]
    public int? GpioPin { get; set; }

    /// <summary>Whether a low level makes it sound.</summary>
    /// <value><see langword="true"/>, as with the usual relay boards.</value>
    [ConfigurationKeyName("active_low")]
    public bool ActiveLow { get; set; } = true;
}
