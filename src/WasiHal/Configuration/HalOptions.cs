using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Which board: the section <c>[hal]</c>.</summary>
public sealed class HalOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hal";

    /// <summary>
    /// <c>auto</c> or <c>fake</c>. Both simulate buses and outputs in this release, and <c>auto</c> says in the log what
    /// hardware it found. <c>linux</c> is refused until this library drives buses.
    /// </summary>
    /// <value><c>auto</c>.</value>
    [ConfigurationKeyName("provider")]
    [AllowedValues("auto", "linux", "fake", ErrorMessage = "is not auto or fake")]
    [DeniedValues("linux", ErrorMessage = "is not available yet: this release drives no buses or pins of a Linux machine. "
        + "Use \"auto\" or \"fake\", which simulate them and report the machine's own system information")]
    public string Provider { get; set; } = "auto";
}
