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

    [LoggerMessage(3090, LogLevel.Information, "cluster.spoke_buzzer_url is not used: commands reach a spoke over the connection that the spoke opened, and a spoke of the original opens none")]
    public static partial void SpokeBuzzerUrlNotUsed(ILogger logger);

    [LoggerMessage(3091, LogLevel.Information, "The configuration is one of the original's, which cannot say who may reach this hub: nobody but this machine may. To let spokes of a network push readings without proof of who they are, paste these lines, the first of them above all tables, with the network that is yours:\nurls = \"http://0.0.0.0:3000\"\n[cluster.security]\nallow_unsigned_push = [\"{Network}\"]")]
    public static partial void OriginalFile(ILogger logger, string network);
}
