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

    [LoggerMessage(3050, LogLevel.Error, "Refused a push of node {NodeId}: batch {Incarnation}/{Sequence} has another content than the one of this name that was taken before. Nothing of the push is taken.")]
    public static partial void PushConflicts(ILogger logger, string nodeId, string incarnation, long sequence);

    [LoggerMessage(3051, LogLevel.Error, "Refused a push of node {NodeId} from {Address}: {Problem}")]
    public static partial void PushSuperseded(ILogger logger, string nodeId, string address, string problem);

    [LoggerMessage(3052, LogLevel.Error, "Refused a push from {Address}: its cluster.node_id is {NodeId}, which is this hub's own. Give it another one.")]
    public static partial void PushAsThisNode(ILogger logger, string nodeId, string address);

    [LoggerMessage(3053, LogLevel.Error, "Refused a push of node {NodeId} from {Address}: {Problem}")]
    public static partial void PushOfTooManyNodes(ILogger logger, string nodeId, string address, string problem);

    [LoggerMessage(3054, LogLevel.Warning, "The clock of node {NodeId} is {Seconds} s ahead of this one's (behind it, if negative). Its readings are taken all the same.")]
    public static partial void ClockIsOff(ILogger logger, string nodeId, double seconds);

    [LoggerMessage(3055, LogLevel.Information, "The clock of node {NodeId} agrees with this one's again.")]
    public static partial void ClockIsRight(ILogger logger, string nodeId);

    [LoggerMessage(3056, LogLevel.Warning, "{Count} readings of a push of node {NodeId} cannot be kept; they are counted. This is told once of a node.")]
    public static partial void ReadingsRejected(ILogger logger, string nodeId, int count);

    [LoggerMessage(3057, LogLevel.Debug, "Refused a push from {Address}: {Problem}")]
    public static partial void PushRefused(ILogger logger, string address, string problem);
}
