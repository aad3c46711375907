using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>What the configuration logs: events 1100 to 1199.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(1100, LogLevel.Information, "{File} changed and is in force; what only counts at start waits for the next start")]
    public static partial void Reloaded(ILogger logger, string file);

    [LoggerMessage(1101, LogLevel.Error, "{File} changed and is wrong; the configuration before it stays in force:\n{Faults}")]
    public static partial void ReloadRefused(ILogger logger, string file, string faults);

    [LoggerMessage(1102, LogLevel.Error, "{File} changed and is in force, but taking it over failed somewhere")]
    public static partial void ReloadFailed(ILogger logger, string file, Exception failure);
}
