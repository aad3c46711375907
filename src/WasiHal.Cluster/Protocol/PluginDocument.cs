namespace WasiHal.Cluster.Protocol;

/// <summary>One plugin as <c>/api/plugins</c> shows it.</summary>
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
    DurationHistogram PollDurations,
    long? MemoryBytes,
    string? PollInterval,
    PluginPermissions Permissions)
{
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
}
