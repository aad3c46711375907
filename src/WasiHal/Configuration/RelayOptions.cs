using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>One named switched output: a section <c>[relays.NAME]</c>.</summary>
public sealed class RelayOptions
{
    /// <summary>BCM number of the pin that switches it, 0 to 53.</summary>
    /// <value>None: it must be given.</value>
    [ConfigurationKeyName("gpio_pin")]
    [Required(ErrorMessage = "is missing: the BCM number of its pin, 0 to 53")]
    [Range(0, GpioOptions.HighestPin, ErrorMessage = "is not between 0 and 53")]
    public int? GpioPin { get; set; }

    /// <summary>Whether a low level switches it on.</summary>
    /// <value><see langword="false"/>: a high level does.</value>
    [ConfigurationKeyName("active_low")]
    public bool ActiveLow { get; set; }

    /// <summary>Its state from the start until somebody sets it: <c>on</c> or <c>off</c>.</summary>
    /// <value><c>off</c>.</value>
    [ConfigurationKeyName("safe")]
    [AllowedValues("on", "off", ErrorMessage = "is not on or off")]
    public string Safe { get; set; } = "off";

    /// <summary>How long the hub may not have answered before a relay that its command put in another state goes back to <see cref="Safe"/>: 1 minute to 3650 days.</summary>
    /// <value>5 minutes.</value>
    [ConfigurationKeyName("safe_after")]
    [DurationRange("1m", "3650d")]
    public Duration SafeAfter { get; set; } = new(TimeSpan.FromMinutes(5));
}
