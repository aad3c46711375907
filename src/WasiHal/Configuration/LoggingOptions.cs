using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>How much is logged: the section <c>[logging]</c>, which shares its name with .NET's own.</summary>
public sealed class LoggingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "logging";

    /// <summary>The least severe level that is logged: <c>trace</c>, <c>debug</c>, <c>info</c>, <c>warn</c>, <c>error</c> or <c>none</c>.</summary>
    /// <value><c>info</c>.</value>
    [ConfigurationKeyName("level")]
    [AllowedValues("trace", "debug", "info", "information", "warn", "warning", "error", "critical", "none", ErrorMessage = "is not trace, debug, info, warn, error, critical or none")]
    public string Level { get; set; } = "info";

    /// <summary>Whether every reading is logged, at the level <c>info</c>.</summary>
    /// <value><see langword="false"/>.</value>
    [ConfigurationKeyName("show_sensor_data")]
    public bool ShowSensorData { get; set; }

    /// <summary>The level of single log categories, in .NET's own form; goes before <see cref="Level"/>.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("LogLevel")]
    public IDictionary<string, LogLevel> Categories { get; } = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A level in .NET's terms.</summary>
    /// <param name="level">A value of <see cref="Level"/>; anything else, which the check of the configuration reports, means <c>info</c>.</param>
    public static LogLevel LevelOf(string? level) => level switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        "none" => LogLevel.None,
        _ => LogLevel.Information,
    };
}
