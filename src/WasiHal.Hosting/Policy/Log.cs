using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Policy;

internal static partial class Log
{
    [LoggerMessage(2200, LogLevel.Warning, "{PluginId} was refused: {Reason}")]
    public static partial void Refused(this ILogger logger, string pluginId, string reason);

    [LoggerMessage(2201, LogLevel.Warning, "{PluginId} was refused more than {Told} different things; from here on they are only counted (/api/plugins lists them)")]
    public static partial void RefusedMore(this ILogger logger, string pluginId, int told);
}
