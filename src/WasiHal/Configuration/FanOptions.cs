using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>The fan of the original: the section <c>[fan]</c>. Its pin makes the relay <c>fan</c>, active low and off until somebody sets it; the temperatures are the plugin's.</summary>
public sealed class FanOptions : IValidatableObject
{
    /// <summary>The name of the relay that it is.</summary>
    internal const string Relay = "fan";

    /// <summary>BCM number of the pin that switches it by a low level, 0 to 53.</summary>
    /// <value>None: no fan here; <c>[relays.fan]</c> may be one.</value>
    [ConfigurationKeyName("gpio_pin")]
    [Range(0, GpioOptions.HighestPin, ErrorMessage = "is not between 0 and 53")]
    public int? GpioPin { get; set; }

    /// <summary>It runs from this temperature of the processor on, -40 to 150 °C: the setting <c>threshold-on</c> of the plugin <c>pi-monitor</c>.</summary>
    /// <value>None: what the plugin's file says.</value>
    [ConfigurationKeyName("threshold_on")]
    [Range(-40.0, 150.0, ErrorMessage = "is not -40 to 150")]
    public double? ThresholdOn { get; set; }

    /// <summary>It stops at this temperature, -40 to 150 °C and below <see cref="ThresholdOn"/>: the setting <c>threshold-off</c> of the plugin <c>pi-monitor</c>.</summary>
    /// <value>None: what the plugin's file says.</value>
    [ConfigurationKeyName("threshold_off")]
    [Range(-40.0, 150.0, ErrorMessage = "is not -40 to 150")]
    public double? ThresholdOff { get; set; }

    /// <summary>Refuses a fan that would stop above the temperature at which it starts.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ThresholdOff >= ThresholdOn
        ? [new("is not below fan.threshold_on", [nameof(ThresholdOff), nameof(ThresholdOn)])]
        : [];
}
