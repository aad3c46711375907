using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>The addressable LED strip: the section <c>[leds]</c>.</summary>
public sealed class LedOptions
{
    /// <summary>The longest strip.</summary>
    public const int MostLeds = 1024;

    /// <summary>Number of LEDs, 0 to 1024.</summary>
    /// <value>0: no strip.</value>
    [ConfigurationKeyName("count")]
    [Range(0, MostLeds, ErrorMessage = "is not between 0 and 1024")]
    public int Count { get; set; }
}
