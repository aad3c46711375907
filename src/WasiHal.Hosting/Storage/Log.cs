using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Storage;

internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Error, "The plugins' storage {Path} failed")]
    public static partial void StorageFailed(this ILogger logger, Exception exception, string path);

    [LoggerMessage(2301, LogLevel.Information, "The plugins' storage {Path} works again")]
    public static partial void StorageWorksAgain(this ILogger logger, string path);
}
