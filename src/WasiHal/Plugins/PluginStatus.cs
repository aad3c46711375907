namespace WasiHal;

/// <summary>A plugin as seen from outside. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">Id of the node that it runs on.</param>
/// <param name="Kinds">What it can do; empty until it is loaded.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The first 12 hexadecimal digits of the running version's SHA-256, if one runs or was tried.</param>
/// <param name="LastError">The newest failure that has not been followed by a success.</param>
/// <param name="Polls">Polls that were begun.</param>
/// <param name="Failures">Calls and loads that failed.</param>
/// <param name="Restarts">Times that a new instance took the place of a failed one.</param>
/// <param name="DeniedCalls">Host calls refused for want of a grant.</param>
/// <param name="LastPollMilliseconds">How long the newest poll took, if there was one.</param>
/// <param name="MemoryBytes">Size of its memory, 0 while no instance lives.</param>
/// <param name="PollInterval">The interval in force.</param>
/// <param name="Permissions">Its rights.</param>
public sealed record PluginStatus(
    string Id,
    string Node,
    IReadOnlyList<PluginKind> Kinds,
    PluginState State,
    string? Version,
    PluginError? LastError,
    long Polls,
    long Failures,
    long Restarts,
    long DeniedCalls,
    double? LastPollMilliseconds,
    long MemoryBytes,
    Duration PollInterval,
    PluginPermissions Permissions);
