namespace WasiHal.Cluster.Protocol;

/// <summary>One plugin as <c>/api/plugins</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">Id of the node that it runs on.</param>
/// <param name="Kinds">What it can do; empty until it is loaded.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The first 12 hexadecimal digits of the SHA-256 of what runs or was tried; null when there is nothing.</param>
/// <param name="LastError">The newest failure that no success has followed; null when there is none.</param>
/// <param name="NextStart">When it is started again, while it is backing off.</param>
/// <param name="Slowed">Whether its next poll comes later than its interval asks, because it used more than its share of a core.</param>
/// <param name="Polls">Polls that were begun.</param>
/// <param name="Failures">Calls and loads that failed.</param>
/// <param name="Restarts">Times that a new instance took the place of a failed one.</param>
/// <param name="DeniedCalls">Host calls refused for want of a grant.</param>
/// <param name="LastPollMilliseconds">How long the newest poll took; null before the first one.</param>
/// <param name="PollDurations">How long its polls took; null for a plugin of another node.</param>
/// <param name="MemoryBytes">Size of its memory; null while no instance lives, and where the engine does not tell.</param>
/// <param name="PollInterval">The interval in force, such as 5s; null when no version is known.</param>
/// <param name="Permissions">Its rights, and what the version in force was refused; null when another node had no room for them.</param>
internal sealed record PluginDocument(
    string Id,
    string Node,
    IReadOnlyList<PluginKind> Kinds,
    PluginState State,
    string? Version,
    PluginError? LastError,
    DateTimeOffset? NextStart,
    bool Slowed,
    long Polls,
    long Failures,
    long Restarts,
    long DeniedCalls,
    double? LastPollMilliseconds,
    DurationHistogram? PollDurations,
    long? MemoryBytes,
    string? PollInterval,
    PluginPermissions? Permissions)
{
    /// <summary>A plugin of this node.</summary>
    public static PluginDocument Of(PluginStatus plugin) => new(
        plugin.Id,
        plugin.Node,
        plugin.Kinds,
        plugin.State,
        plugin.Version,
        plugin.LastError,
        plugin.NextStart,
        plugin.IsSlowed,
        plugin.Polls,
        plugin.Failures,
        plugin.Restarts,
        plugin.DeniedCalls,
        plugin.LastPollMilliseconds,
        plugin.PollDurations,
        plugin.MemoryBytes,
        plugin.PollInterval?.ToString(),
        plugin.Permissions);

    /// <summary>A plugin of another node.</summary>
    public static PluginDocument Of(string node, PushPlugin plugin, PushPluginReport report) => new(
        plugin.Id,
        node,
        report.Kinds,
        plugin.State,
        report.Version,
        plugin.LastError is { } error && report.LastErrorTime is { } time ? new(time, error, null) : null,
        report.NextStart,
        report.Slowed,
        report.Polls,
        report.Failures,
        report.Restarts,
        report.DeniedCalls,
        report.LastPollMilliseconds,
        null,
        report.MemoryBytes,
        report.PollIntervalSeconds is { } seconds ? new Duration(TimeSpan.FromSeconds(seconds)).ToString() : null,
        report.Permissions);
}
