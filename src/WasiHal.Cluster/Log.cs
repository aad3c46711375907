using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster;

/// <summary>What the library logs: ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception failure);

    [LoggerMessage(3001, LogLevel.Debug, "Refused a request whose Host header is '{Host}'.")]
    public static partial void HostRefused(ILogger logger, string host);

    [LoggerMessage(3002, LogLevel.Debug, "Refused a request whose Origin header is '{Origin}'.")]
    public static partial void OriginRefused(ILogger logger, string origin);

    [LoggerMessage(3003, LogLevel.Debug, "Refused a request whose Sec-Fetch-Site header is '{Site}'.")]
    public static partial void SiteRefused(ILogger logger, string site);

    [LoggerMessage(3004, LogLevel.Error, "The health checks of the program did not end within {Seconds} s.")]
    public static partial void HealthChecksHang(ILogger logger, double seconds);

    [LoggerMessage(3010, LogLevel.Information, "Plugin {PluginId} draws what a page may not have, and it is left out: {LeftOut}")]
    public static partial void MarkupLeftOut(ILogger logger, string pluginId, string leftOut);

    [LoggerMessage(3011, LogLevel.Error, "The page could not be drawn.")]
    public static partial void DashboardFailed(ILogger logger, Exception failure);

    [LoggerMessage(3012, LogLevel.Error, "Displays could not be updated.")]
    public static partial void DisplaysFailed(ILogger logger, Exception failure);

    [LoggerMessage(3013, LogLevel.Error, "The page could not be told what changed.")]
    public static partial void FeedFailed(ILogger logger, Exception failure);

    [LoggerMessage(3014, LogLevel.Debug, "Ended a stream of events: {Reason}")]
    public static partial void StreamCutOff(ILogger logger, string reason);

    [LoggerMessage(3020, LogLevel.Debug, "Somebody has the buzzer play {Count} tones of {Milliseconds} ms.")]
    public static partial void BuzzerPlays(ILogger logger, int count, int milliseconds);

    [LoggerMessage(3021, LogLevel.Information, "Somebody switched relay {Relay} {State}.")]
    public static partial void RelaySet(ILogger logger, string relay, string state);

    [LoggerMessage(3022, LogLevel.Information, "Somebody asks plugin {PluginId} for {Action}.")]
    public static partial void ActionAsked(ILogger logger, string pluginId, string action);

    [LoggerMessage(3023, LogLevel.Error, "What plugins can be asked to do could not be looked at")]
    public static partial void ActionsFailed(ILogger logger, Exception fault);

    [LoggerMessage(3200, LogLevel.Information, "A new history is begun: {Path}")]
    public static partial void HistoryBegun(ILogger logger, string path);

    [LoggerMessage(3201, LogLevel.Error, "{Path} cannot be used. Readings of this node wait in memory, spokes keep theirs, and it is tried again.")]
    public static partial void HistoryFailed(ILogger logger, string path, Exception failure);

    [LoggerMessage(3202, LogLevel.Information, "{Path} can be used again")]
    public static partial void HistoryWorksAgain(ILogger logger, string path);

    [LoggerMessage(3203, LogLevel.Error, "{Path} is damaged or not of this program: {Damage}. It is kept as {Aside}, and a new one is begun.")]
    public static partial void HistorySetAside(ILogger logger, string path, string damage, string aside);

    [LoggerMessage(3204, LogLevel.Warning, "{Readings} readings of {Rows} rows were carried over, {Lost} rows were damaged, of {Aside}: {Problem}")]
    public static partial void HistoryCarriedOver(ILogger logger, long readings, long rows, long lost, string aside, string problem);

    [LoggerMessage(3205, LogLevel.Error, "{Path}: {Row} is not as it was written ({Why}) and is left out, with {Readings} readings as far as is known")]
    public static partial void HistoryRowDamaged(ILogger logger, string path, string row, string why, long readings);

    [LoggerMessage(3206, LogLevel.Error, "The history could not be put in order.")]
    public static partial void HistoryMaintenanceFailed(ILogger logger, Exception failure);

    [LoggerMessage(3207, LogLevel.Error, "Readings of this node are not taken into its history: {Reason}")]
    public static partial void OwnReadingsRefused(ILogger logger, string reason);

    [LoggerMessage(3208, LogLevel.Error, "More than {Bytes} bytes of readings of this node wait to be written: the oldest are dropped and counted")]
    public static partial void OwnReadingsLost(ILogger logger, long bytes);

    [LoggerMessage(3209, LogLevel.Warning, "The history is at its bound (history.max_bytes = {Bytes}): {What}")]
    public static partial void HistoryAtBound(ILogger logger, long bytes, string what);
}
