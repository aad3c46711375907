namespace WasiHal.Cluster.Protocol;

/// <summary>How a plugin of a spoke does, as the hub is told of it beside its state.</summary>
/// <param name="Kinds">What it can do; empty until it is loaded.</param>
/// <param name="Version">The first hexadecimal digits of the hash of what runs or was tried, if anything did.</param>
/// <param name="PollIntervalSeconds">The interval in force; absent when no version is known.</param>
/// <param name="Slowed">Whether its polls are put off because it used more than its share of a core.</param>
/// <param name="Polls">Polls that were begun.</param>
/// <param name="EndedPolls">Polls that ended.</param>
/// <param name="FailedPolls">How many of these failed.</param>
/// <param name="Failures">Calls and loads that failed.</param>
/// <param name="Restarts">Times that a new instance took the place of a failed one.</param>
/// <param name="DeniedCalls">Host calls refused for want of a grant.</param>
/// <param name="CpuSeconds">Time of a core that its calls used.</param>
/// <param name="LastPollMilliseconds">How long the newest poll took, if there was one.</param>
/// <param name="MemoryBytes">Size of its memory, where it is known.</param>
/// <param name="LastErrorTime">When its last error was, if there is one.</param>
/// <param name="NextStart">When it is started again, if that is so.</param>
/// <param name="Permissions">Its rights; absent when there was no room for them.</param>
internal sealed record PushPluginReport(
    IReadOnlyList<PluginKind> Kinds,
    string? Version,
    double? PollIntervalSeconds,
    bool Slowed,
    long Polls,
    long EndedPolls,
    long FailedPolls,
    long Failures,
    long Restarts,
    long DeniedCalls,
    double CpuSeconds,
    double? LastPollMilliseconds,
    long? MemoryBytes,
    DateTimeOffset? LastErrorTime,
    DateTimeOffset? NextStart,
    PluginPermissions? Permissions)
{
    /// <summary>Characters of the permissions, of all plugins of one push together: what is over it has none.</summary>
    public const int MaxPermissionText = 64 * 1024;

    /// <summary>Entries of each list of a plugin's permissions.</summary>
    public const int MaxPermissions = 32;

    /// <summary>Characters of one of them.</summary>
    public const int LongestPermission = 128;

    /// <summary>Characters of permissions.</summary>
    public static int TextOf(PluginPermissions permissions) =>
        permissions.Asked.Sum(text => text.Length) + permissions.Granted.Sum(text => text.Length) + permissions.Refused.Sum(call => call.What.Length + call.Key.Length);
}
