using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting;

/// <summary>How often plugins are polled: the section <c>[polling]</c>.</summary>
public sealed class PollingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "polling";

    /// <summary>Seconds from one poll to the next for plugins that neither state an interval nor are given one, 0.1 to 86,400.</summary>
    /// <value>5.</value>
    [ConfigurationKeyName("interval_seconds")]
    [Range(0.1, 86400, ErrorMessage = "is not 0.1 to 86400")]
    public double IntervalSeconds { get; set; } = 5;
}
