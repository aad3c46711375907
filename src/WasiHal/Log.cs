using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>What the library logs: ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information,
        "Board: simulated, as hal.provider says. System information is the machine's own.")]
    public static partial void BoardSimulated(ILogger logger);

    [LoggerMessage(1001, LogLevel.Information,
        "Board: simulated. Found: {Found}. hal.provider = \"linux\" drives the machine's own devices. System information is the machine's own.")]
    public static partial void BoardSimulatedInstead(ILogger logger, string found);

    [LoggerMessage(1002, LogLevel.Information, "Board: {Found}")]
    public static partial void BoardReal(ILogger logger, string found);

    [LoggerMessage(1003, LogLevel.Error, "The {Part} cannot be used: {Problem}")]
    public static partial void PartUnusable(ILogger logger, string part, string problem);

    [LoggerMessage(1004, LogLevel.Warning,
        "leds.gpio_pin = {Pin} cannot be driven: the strip gets its data from SPI bus {Bus}, which is GPIO {DataPin}. Move the strip's data wire to GPIO {DataPin} and set leds.gpio_pin = {DataPin}.")]
    public static partial void StripOnWrongPin(ILogger logger, int pin, int bus, int dataPin);

    [LoggerMessage(1005, LogLevel.Error, "Relay {Name} could not be brought to its safe state: {Problem}")]
    public static partial void RelayNotSafe(ILogger logger, string name, string problem);

    [LoggerMessage(1010, LogLevel.Error,
        "{Sink} failed to take a batch of readings; nothing more is said until it takes one again.")]
    public static partial void SinkFailed(ILogger logger, string sink, Exception exception);

    [LoggerMessage(1011, LogLevel.Information, "{Sink} takes readings again; it missed {Batches} batches.")]
    public static partial void SinkRecovered(ILogger logger, string sink, long batches);

    [LoggerMessage(1020, LogLevel.Warning,
        "Series {Series} is not kept, nor another new one of its plugin: {Count} of at most {LimitOfAPlugin} are its own, and there are {All} of at most {Limit}")]
    public static partial void StoreFull(ILogger logger, SeriesId series, int count, int limitOfAPlugin, int all, int limit);

    [LoggerMessage(1030, LogLevel.Information, "{NodeId} {PluginId}: {Readings}")]
    public static partial void ReadingsTaken(ILogger logger, string nodeId, string pluginId, string readings);
}
