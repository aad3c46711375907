using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>What the hub shows: the section <c>[hub]</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hub";

    /// <summary>Id of the plugin that draws the page.</summary>
    /// <value>Null: the plugin <c>dashboard</c>, else the first by id that draws one.</value>
    [ConfigurationKeyName("dashboard")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", ErrorMessage = "is not the id of a plugin")]
    public string? Dashboard { get; set; }
}
