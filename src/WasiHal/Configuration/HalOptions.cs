using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Which board: the section <c>[hal]</c>.</summary>
public sealed class HalOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hal";

    /// <summary><c>auto</c>, <c>linux</c> or <c>fake</c>.</summary>
    /// <value><c>auto</c>.</value>
    [ConfigurationKeyName("provider")]
    [AllowedValues("auto", "linux", "fake", ErrorMessage = "is not auto, linux or fake")]
    public string Provider { get; set; } = "auto";
}
