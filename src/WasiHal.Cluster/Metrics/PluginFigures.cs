using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Metrics;

/// <summary>What is measured of a plugin, wherever it runs. What its node does not tell is null.</summary>
internal sealed record PluginFigures(string Node, string Id, PluginState State, bool IsFailing, string? Version)
{
    public long? EndedPolls { get; init; }

    public long? FailedPolls { get; init; }

    public double? Failures { get; init; }

    public double? Restarts { get; init; }

    public double? DeniedCalls { get; init; }

    public double? CpuSeconds { get; init; }

    public double? MemoryBytes { get; init; }

    public double? PollIntervalSeconds { get; init; }

    public double? Slowed { get; init; }

    /// <summary>One of this node's.</summary>
    public static PluginFigures Of(PluginStatus plugin) => new(plugin.Node, plugin.Id, plugin.State, plugin.LastError is not null, plugin.Version)
    {
        EndedPolls = plugin.PollDurations.Count,
        FailedPolls = plugin.FailedPolls,
        Failures = plugin.Failures,
        Restarts = plugin.Restarts,
        DeniedCalls = plugin.DeniedCalls,
        CpuSeconds = plugin.CpuTime.TotalSeconds,
        MemoryBytes = plugin.MemoryBytes,
        PollIntervalSeconds = plugin.PollInterval?.Value.TotalSeconds,
        Slowed = plugin.IsSlowed ? 1 : 0,
    };

    /// <summary>One of another node's.</summary>
    public static PluginFigures Of(string node, PushPlugin plugin) => new(node, plugin.Id, plugin.State, plugin.LastError is not null, plugin.Report?.Version)
    {
        EndedPolls = plugin.Report?.EndedPolls,
        FailedPolls = plugin.Report?.FailedPolls,
        Failures = plugin.Report?.Failures,
        Restarts = plugin.Report?.Restarts,
        DeniedCalls = plugin.Report?.DeniedCalls,
        CpuSeconds = plugin.Report?.CpuSeconds,
        MemoryBytes = plugin.Report?.MemoryBytes,
        PollIntervalSeconds = plugin.Report?.PollIntervalSeconds,
        Slowed = plugin.Report is { } report ? report.Slowed ? 1 : 0 : null,
    };
}
