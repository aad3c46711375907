using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>What the library logs: ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information,
        "Board: simulated, as hal.provider says. System information is the machine's own.")]
    public static partial void BoardSimulated(ILogger logger);

    [LoggerMessage(1001, LogLevel.Information,
        "Board: simulated. Found: {Found}. This release drives no buses or pins of a real machine yet; system information is the machine's own.")]
    public static partial void BoardSimulatedInstead(ILogger logger, string found);

    [LoggerMessage(1010, LogLevel.Error,
        "{Sink} failed to take a batch of readings; nothing more is said until it takes one again.")]
    public static partial void SinkFailed(ILogger logger, string sink, Exception exception);

    [LoggerMessage(1011, LogLevel.Information, "{Sink} takes readings again; it missed {Batches} batches.")]
    public static partial void SinkRecovered(ILogger logger, string sink, long batches);

    [LoggerMessage(1020, LogLevel.Warning,
        "Series {Series} is not kept, nor another new one of its plugin: {Count} of at most {LimitOfAPlugin} are its own, and there are {All} of at most {Limit}")]
    public static partial void StoreFull(ILogger logger, SeriesId series, int count, int limitOfAPlugin, int all, int limit);
}
