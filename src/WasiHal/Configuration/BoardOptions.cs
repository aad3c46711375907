using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>What is wired to the board: the sections <c>[leds]</c>, <c>[gpio]</c> and <c>[relays.NAME]</c> of the configuration.</summary>
public sealed class BoardOptions
{
    /// <summary>The section <c>[leds]</c>.</summary>
    [ConfigurationKeyName("leds")]
    public LedOptions Leds { get; set; } = new();

    /// <summary>The section <c>[gpio]</c>.</summary>
    [ConfigurationKeyName("gpio")]
    public GpioOptions Gpio { get; set; } = new();

    /// <summary>The sections <c>[relays.NAME]</c>, by name; upper and lower case are the same.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("relays")]
    [DistinctPins(ErrorMessage = "use one pin twice: each relay has a pin of its own")]
    public IDictionary<string, RelayOptions> Relays { get; } = new Dictionary<string, RelayOptions>(StringComparer.OrdinalIgnoreCase);

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class DistinctPinsAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is IDictionary<string, RelayOptions> relays
            && relays.Values.Where(relay => relay.GpioPin is not null).GroupBy(relay => relay.GpioPin).All(pin => pin.Count() == 1);
    }
}
