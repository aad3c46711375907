using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Tests.Configuration;

public enum SampleMode
{
    Slow,
    Fast,
}

/// <summary>Options with one key of every kind.</summary>
public sealed class SampleOptions : IValidatableObject
{
    [ConfigurationKeyName("count")]
    [Range(1, 1024)]
    public int Count { get; set; } = 1;

    [ConfigurationKeyName("brightness")]
    public byte Brightness { get; set; }

    [ConfigurationKeyName("threshold")]
    [Range(0.5, 99.5)]
    public double Threshold { get; set; } = 1;

    [ConfigurationKeyName("active")]
    public bool Active { get; set; }

    [ConfigurationKeyName("mode")]
    public SampleMode Mode { get; set; }

    [ConfigurationKeyName("interval")]
    public Duration? Interval { get; set; }

    [ConfigurationKeyName("colour")]
    [AllowedValues("red", "green", ErrorMessage = "is not red or green")]
    public string Colour { get; set; } = "red";

    [ConfigurationKeyName("pins")]
    [MaxLength(3, ErrorMessage = "are more than three pins")]
    public IList<int> Pins { get; } = [];

    [ConfigurationKeyName("folder")]
    [ConfigurationPath]
    public string Folder { get; set; } = "";

    [ConfigurationKeyName("folders")]
    [ConfigurationPath]
    public IList<string> Folders { get; } = [];

    [ConfigurationKeyName("inner")]
    public SampleRelay Inner { get; set; } = new() { Pin = 1 };

    [ConfigurationKeyName("relays")]
    public Dictionary<string, SampleRelay> Relays { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Threshold > Count ? [new("is above count", [nameof(Threshold)])] : [];
}

public sealed class SampleRelay
{
    [ConfigurationKeyName("gpio_pin")]
    [Required(ErrorMessage = "is missing: 0 to 53")]
    [Range(0, 53)]
    public int? Pin { get; set; }
}

/// <summary>A second reader of the same section.</summary>
public sealed class OtherSampleOptions
{
    [ConfigurationKeyName("name")]
    public string Name { get; set; } = "";
}

/// <summary>A reader that sees a key of the section as another one does not.</summary>
public sealed class RelabelledOptions
{
    [ConfigurationKeyName("colour")]
    [AllowedValues("blue", ErrorMessage = "is not blue")]
    public string Colour { get; set; } = "blue";
}

/// <summary>A section whose keys are free names.</summary>
#pragma warning disable CA1710
public sealed class NamedSampleOptions : Dictionary<string, SampleRelay>;
#pragma warning restore CA1710

/// <summary>Every property is a section.</summary>
public sealed class RootSampleOptions
{
    [ConfigurationKeyName("strip")]
    public SampleRelay Strip { get; set; } = new();
}
