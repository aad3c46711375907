using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Storage;

internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Error, "The plugins' storage {Path} failed")]
    public static partial void StorageFailed(this ILogger logger, Exception exception, string path);
}
