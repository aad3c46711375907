using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Storage;

internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Error, "The plugins' storage {Path} failed")]
    public static partial void StorageFailed(this ILogger logger, Exception exception, string path);

    [LoggerMessage(2301, LogLevel.Information, "The plugins' storage {Path} works again")]
    public static partial void StorageWorksAgain(this ILogger logger, string path);

    [LoggerMessage(2302, LogLevel.Information, "A new storage for plugins is begun: {Path}")]
    public static partial void StorageBegun(this ILogger logger, string path);

    [LoggerMessage(2303, LogLevel.Error, "The plugins' storage {Path} is damaged or not of this program ({Reason}). It is set aside as {Aside}, and the plugins begin with nothing stored")]
    public static partial void StorageSetAside(this ILogger logger, string path, string aside, string reason);
}
