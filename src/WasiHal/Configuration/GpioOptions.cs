using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>The digital pins: the section <c>[gpio]</c>.</summary>
public sealed class GpioOptions
{
    /// <summary>The highest BCM number that a configuration can name.</summary>
    public const int HighestPin = 53;

    /// <summary>Names for pins, BCM number (0 to 53) by label: the section <c>[gpio.labels]</c>. Upper and lower case are the same.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("labels")]
    [Labels(ErrorMessage = "has a label that is itself a number, or a pin that is not between 0 and 53")]
    [Pin]
    public IDictionary<string, int> Labels { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class LabelsAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is IDictionary<string, int> labels
            && labels.All(label => label.Value is >= 0 and <= HighestPin && !label.Key.All(char.IsAsciiDigit));
    }
}
