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

    [LoggerMessage(3100, LogLevel.Information, "A new outbox is begun: {Path}")]
    public static partial void OutboxBegun(ILogger logger, string path);

    [LoggerMessage(3101, LogLevel.Error, "The outbox {Path} cannot be used; readings wait in memory")]
    public static partial void OutboxFailed(ILogger logger, string path, Exception failure);

    [LoggerMessage(3102, LogLevel.Information, "The outbox {Path} can be used again")]
    public static partial void OutboxWorksAgain(ILogger logger, string path);

    [LoggerMessage(3103, LogLevel.Error, "The outbox {Path} is damaged ({Damage}). It is set aside as {Aside} with {Readings} readings that were not confirmed, and a new one is begun")]
    public static partial void OutboxSetAside(ILogger logger, string path, string aside, string damage, string readings);

    [LoggerMessage(3104, LogLevel.Error, "{Batches} batches in the outbox were damaged: {Readings} readings are lost")]
    public static partial void BatchesDamaged(ILogger logger, int batches, long readings);

    [LoggerMessage(3105, LogLevel.Warning, "The outbox is at its bounds or readings cannot be kept: {Readings} were dropped, and more may be. All until now: {Lost}")]
    public static partial void ReadingsDropped(ILogger logger, long readings, string lost);

    [LoggerMessage(3106, LogLevel.Warning, "Readings of plugin {PluginId} are not sent and counted as lost: {Problem}")]
    public static partial void ReadingUnfit(ILogger logger, string pluginId, string problem);

    [LoggerMessage(3107, LogLevel.Error, "Readings could not be brought to the outbox")]
    public static partial void OutboxWriterFailed(ILogger logger, Exception fault);

    [LoggerMessage(3108, LogLevel.Information, "The clock was set: the times of {Batches} batches from before were set right")]
    public static partial void TimesSetRight(ILogger logger, int batches);

    [LoggerMessage(3120, LogLevel.Information, "cluster.hub_url is empty: nothing is sent, and everything is kept in the outbox up to its bounds")]
    public static partial void NoHub(ILogger logger);

    [LoggerMessage(3121, LogLevel.Information, "The hub takes what is sent; {Readings} readings wait")]
    public static partial void HubReached(ILogger logger, long readings);

    [LoggerMessage(3122, LogLevel.Information, "The hub takes what is sent again, after {Seconds} s; {Readings} readings wait")]
    public static partial void HubReachedAgain(ILogger logger, double seconds, long readings);

    [LoggerMessage(3123, LogLevel.Warning, "The hub does not take what is sent: {Problem}. {Readings} readings wait, and it is tried again and again")]
    public static partial void PushFailed(ILogger logger, string problem, long readings);

    [LoggerMessage(3124, LogLevel.Error, "The hub refuses this node, because another process pushes with its id since: two machines have one cluster.node_id, or a card was copied. Everything is kept here. The hub says: {Problem}")]
    public static partial void Superseded(ILogger logger, string problem);

    [LoggerMessage(3125, LogLevel.Error, "The hub refuses batch {Sequence} with {Readings} readings. It is kept and tried again in ten minutes, and others go past it. The hub says: {Problem}")]
    public static partial void BatchRefused(ILogger logger, long sequence, long readings, string problem);

    [LoggerMessage(3126, LogLevel.Warning, "The hub confirms {Batches} batches that it was not sent, and that is ignored")]
    public static partial void UnaskedConfirmed(ILogger logger, int batches);

    [LoggerMessage(3127, LogLevel.Error, "A push failed within this node")]
    public static partial void PusherFailed(ILogger logger, Exception fault);

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

    [LoggerMessage(3060, LogLevel.Information, "A browser at {Address} signed in.")]
    public static partial void SignedIn(ILogger logger, string address);

    [LoggerMessage(3061, LogLevel.Warning, "Somebody at {Address} gave a wrong password.")]
    public static partial void SignInRefused(ILogger logger, string address);

    [LoggerMessage(3062, LogLevel.Information, "The password was changed from {Address}. All browsers have to sign in anew.")]
    public static partial void PasswordChanged(ILogger logger, string address);

    [LoggerMessage(3063, LogLevel.Information, "Node {NodeId} joined from {Address}, with the key {Key}.")]
    public static partial void NodeEnrolled(ILogger logger, string nodeId, string address, string key);

    [LoggerMessage(3064, LogLevel.Warning, "Somebody at {Address} asks to join as {NodeId} without a good token.")]
    public static partial void EnrolmentRefused(ILogger logger, string nodeId, string address);

    [LoggerMessage(3065, LogLevel.Error, "A node is refused because its file cannot be used: {Problem}")]
    public static partial void SecurityFileWrong(ILogger logger, string problem);

    [LoggerMessage(3066, LogLevel.Warning, "{Count} requests were refused, because their senders ask too often; the last was of {Address}. This is told once a minute at most.")]
    public static partial void RequestsRefused(ILogger logger, long count, string address);

    [LoggerMessage(3900, LogLevel.Information, "Systemd watches this node: it starts it anew after {Seconds} s without a sign of life.")]
    public static partial void WatchdogBegins(ILogger logger, double seconds);

    [LoggerMessage(3901, LogLevel.Error, "Systemd gets no sign of life any more and starts this node anew within {Seconds} s: {Standstill}")]
    public static partial void WatchdogStops(ILogger logger, double seconds, string standstill);

    [LoggerMessage(3902, LogLevel.Information, "The node goes on, and systemd gets its signs of life again.")]
    public static partial void WatchdogGoesOn(ILogger logger);

    [LoggerMessage(3300, LogLevel.Information, "This node takes no commands of {Hub}: it did not join it, so anybody could be it. Spoke --join lets it; pushes go on.")]
    public static partial void CommandsNotTaken(ILogger logger, string hub);

    [LoggerMessage(3301, LogLevel.Information, "The hub has this node use {Path}.")]
    public static partial void CommandDone(ILogger logger, string path);

    [LoggerMessage(3302, LogLevel.Warning, "Command {Id} was not done: there was no leave for it, or it came too late.")]
    public static partial void CommandTooLate(ILogger logger, string id);

    [LoggerMessage(3303, LogLevel.Error, "A command of the hub failed.")]
    public static partial void CommandFailed(ILogger logger, Exception failure);

    [LoggerMessage(3304, LogLevel.Debug, "Node {NodeId} begins command {Id}.")]
    public static partial void CommandBegun(ILogger logger, string nodeId, string id);

    [LoggerMessage(3305, LogLevel.Error, "The fan could not be switched off after its test.")]
    public static partial void FanStaysOn(ILogger logger, Exception failure);

    [LoggerMessage(3306, LogLevel.Debug, "Node {NodeId} declines command {Id}: it does not do it.")]
    public static partial void CommandDeclined(ILogger logger, string nodeId, string id);

    [LoggerMessage(3307, LogLevel.Warning, "The hub offers command {Id} again, which this node does once at most.")]
    public static partial void CommandOfferedTwice(ILogger logger, string id);

    [LoggerMessage(3308, LogLevel.Warning, "Another process takes the commands that are for this node: two machines have one cluster.node_id, or a card was copied. It is asked again every minute. The hub says: {Problem}")]
    public static partial void CommandsSuperseded(ILogger logger, string problem);

    [LoggerMessage(3309, LogLevel.Warning, "Relay {Relay} goes back to its safe state, {State}: the hub that switched it has not answered for {Time} (relays.{Relay}.safe_after).")]
    public static partial void RelayMadeSafe(ILogger logger, string relay, string state, string time);

    [LoggerMessage(3310, LogLevel.Error, "Relay {Relay} could not be put back in its safe state. It is tried again every second.")]
    public static partial void RelayNotMadeSafe(ILogger logger, string relay, Exception failure);

    [LoggerMessage(3311, LogLevel.Error, "Relays that the hub switched could not be looked after.")]
    public static partial void RelaysNotLookedAfter(ILogger logger, Exception fault);
}
