namespace WasiHal;

/// <summary>A plugin as seen from outside. Immutable. The counts are of its life in this process: they never go down, also not when a new version takes over.</summary>
public sealed record PluginStatus
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the node that it runs on.</summary>
    public required string Node { get; init; }

    /// <summary>What it can do; empty until it is loaded.</summary>
    public IReadOnlyList<PluginKind> Kinds { get; init; } = [];

    /// <summary>Where it is in its life.</summary>
    public required PluginState State { get; init; }

    /// <summary>The first 12 hexadecimal digits of the running version's SHA-256, if one runs or was tried.</summary>
    public string? Version { get; init; }

    /// <summary>The newest failure that has not been followed by a success.</summary>
    public PluginError? LastError { get; init; }

    /// <summary>When it is started again, while it is <see cref="PluginState.BackingOff"/>.</summary>
    public DateTimeOffset? NextStart { get; init; }

    /// <summary>Polls that were begun.</summary>
    public long Polls { get; init; }

    /// <summary>Whether its next poll comes later than its interval asks, because it used more than its share of a core.</summary>
    public bool IsSlowed { get; init; }

    /// <summary>Calls and loads that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Times that a new instance took the place of a failed one.</summary>
    public long Restarts { get; init; }

    /// <summary>Host calls refused for want of a grant.</summary>
    public long DeniedCalls { get; init; }

    /// <summary>How long the newest poll took, if there was one.</summary>
    public double? LastPollMilliseconds { get; init; }

    /// <summary>How long its polls took.</summary>
    public DurationHistogram PollDurations { get; init; } = DurationHistogram.Empty;

    /// <summary>How many of these polls failed.</summary>
    public long FailedPolls { get; init; }

    /// <summary>Time of a core that its calls used.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Size of its memory; null while no instance lives and when the engine does not tell, as of a component in another language.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The interval in force; null when no version is known, as of a plugin that is switched off.</summary>
    public Duration? PollInterval { get; init; }

    /// <summary>How soon after its start, and after each reading, the next one is due; null when none is, or no version is known.</summary>
    public Duration? ExpectedEvery { get; init; }

    /// <summary>Its rights, and what the version in force was refused.</summary>
    public PluginPermissions Permissions { get; init; } = new([], [], []);
}
