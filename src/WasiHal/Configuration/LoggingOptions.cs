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

    /// <summary>The level of single log categories, in .NET's own form; goes before <see cref="Level"/>.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("LogLevel")]
    public IDictionary<string, LogLevel> Categories { get; } = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);

    /// <summary><see cref="Level"/> in .NET's terms.</summary>
    public LogLevel LeastLevel => Level switch
    {
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        _ => Enum.Parse<LogLevel>(Level, ignoreCase: true),
    };
}
