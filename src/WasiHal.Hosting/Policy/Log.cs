using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Policy;

internal static partial class Log
{
    [LoggerMessage(2200, LogLevel.Warning, "{PluginId} was refused: {Reason}")]
    public static partial void Refused(this ILogger logger, string pluginId, string reason);
}
