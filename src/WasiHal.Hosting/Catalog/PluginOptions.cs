using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting;

/// <summary>What the operator says about one plugin: <c>[plugins.&lt;name&gt;]</c>.</summary>
public sealed class PluginOptions
{
    /// <summary>Whether it runs.</summary>
    /// <value>True.</value>
    [ConfigurationKeyName("enabled")]
    public bool Enabled { get; set; } = true;

    /// <summary>Time from one poll to the next, 100 ms to 1 day.</summary>
    /// <value>What the plugin's file states, else <c>polling.interval_seconds</c>.</value>
    [ConfigurationKeyName("poll_interval")]
    [DurationRange("100ms", "1d")]
    public Duration? PollInterval { get; set; }

    /// <summary>After so long without a new value its readings are stale, 100 ms to 30 days.</summary>
    /// <value>Three poll intervals.</value>
    [ConfigurationKeyName("expected_every")]
    [DurationRange("100ms", "30d")]
    public Duration? ExpectedEvery { get; set; }

    /// <summary>Index of its LED, 0 to 4095: a short form of the setting <c>led</c>.</summary>
    /// <value>What the plugin's file states.</value>
    [ConfigurationKeyName("led")]
    [Range(0, PermissionGrammar.HighestNumber, ErrorMessage = "is not 0 to 4095")]
    public int? Led { get; set; }

    /// <summary>What it is granted; of that it gets what its file asks for.</summary>
    /// <value>Nothing.</value>
    [ConfigurationKeyName("permissions")]
    public PermissionOptions Permissions { get; set; } = new();

    /// <summary>What it may use at most.</summary>
    [ConfigurationKeyName("limits")]
    public PluginLimits Limits { get; set; } = new();

    /// <summary>Values for the settings of its file; <c>-</c>, <c>_</c> and case in a name are the same. A value has at most 4096 characters.</summary>
    /// <value>None.</value>
    [ConfigurationKeyName("settings")]
    [SettingValue]
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);
}
