using System.Text.Json;

namespace WasiHal.Cluster.Metrics;

/// <summary>The plugins of this node, and of those of other nodes what they tell.</summary>
internal sealed class PluginMetrics(NodePlugins plugins) : IMetricsSource
{
    /// <summary>Plugins of one answer, of all nodes.</summary>
    public const int MaxPlugins = 2_000;

    /// <summary>Plugins with a histogram, which has twenty series.</summary>
    public const int MaxHistograms = 64;

    private static readonly (MetricFamily Family, Func<PluginFigures, double?> Value)[] Figures =
    [
        (new("wasihal_plugin_failures", MetricType.Counter, "", "Calls and loads that failed."), plugin => plugin.Failures),
        (new("wasihal_plugin_restarts", MetricType.Counter, "", "Times that a new instance took the place of a failed one."), plugin => plugin.Restarts),
        (new("wasihal_plugin_denied_calls", MetricType.Counter, "", "Host calls refused for want of a grant."), plugin => plugin.DeniedCalls),
        (new("wasihal_plugin_cpu_seconds", MetricType.Counter, "seconds", "Time of a core that calls of the plugin used."), plugin => plugin.CpuSeconds),
        (new("wasihal_plugin_memory_bytes", MetricType.Gauge, "bytes", "Size of the plugin's memory, where it is known."), plugin => plugin.MemoryBytes),
        (new("wasihal_plugin_poll_interval_seconds", MetricType.Gauge, "seconds", "The interval in force between two polls."), plugin => plugin.PollIntervalSeconds),
        (new("wasihal_plugin_slowed", MetricType.Gauge, "", "1 when polls are put off because the plugin used more than its share of a core."), plugin => plugin.Slowed),
    ];

    private static readonly MetricFamily States = new("wasihal_plugin_state", MetricType.Gauge, "", "1 for the state that a plugin is in; other states have no series.");
    private static readonly MetricFamily Failing = new("wasihal_plugin_failing", MetricType.Gauge, "", "1 when no success has followed the plugin's newest failure.");
    private static readonly MetricFamily Versions = new("wasihal_plugin", MetricType.Info, "", "The version of a plugin that runs or was tried.");
    private static readonly MetricFamily Polls = new("wasihal_plugin_polls", MetricType.Counter, "", "Polls that ended.");
    private static readonly MetricFamily Durations = new("wasihal_plugin_poll_duration_seconds", MetricType.Histogram, "seconds", "Time that polls of this node's plugins took.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        PluginStatus[] own = [.. plugins.Own];
        var all = omissions.First("plugins", [.. own.Select(PluginFigures.Of), .. plugins.Others.Select(other => PluginFigures.Of(other.Node, other.Plugin))], MaxPlugins);
        var timed = omissions.First("poll_durations", [.. own.Take(MaxPlugins).Where(plugin => plugin.PollDurations.UpToMilliseconds.Count > 0)], MaxHistograms);
        return
        [
            new(States, [.. all.Select(plugin => new MetricSample(1, [.. Labels(plugin.Node, plugin.Id), new("state", WordOf(plugin.State))]))]),
            new(Failing, [.. all.Select(plugin => new MetricSample(plugin.IsFailing ? 1 : 0, Labels(plugin.Node, plugin.Id)))]),
            new(Versions, [.. all.Where(plugin => plugin.Version is not null).Select(plugin => new MetricSample(1, [.. Labels(plugin.Node, plugin.Id), new("version", plugin.Version!)]))]),
            new(Polls, [.. all.SelectMany(Ended)]),
            .. Figures.Select(figure => new MetricSet(figure.Family, [.. all.SelectMany(plugin => figure.Value(plugin) is { } value ? new[] { new MetricSample(value, Labels(plugin.Node, plugin.Id)) } : [])])),
            new(Durations, [.. timed.SelectMany(Histogram)]),
        ];
    }

    private static MetricSample[] Ended(PluginFigures plugin) => plugin is { EndedPolls: { } ended, FailedPolls: { } failed }
        ?
        [
            new(ended - failed, [.. Labels(plugin.Node, plugin.Id), new("outcome", "success")]),
            new(failed, [.. Labels(plugin.Node, plugin.Id), new("outcome", "failure")]),
        ]
        : [];

    private static IEnumerable<MetricSample> Histogram(PluginStatus plugin)
    {
        var durations = plugin.PollDurations;
        var upTo = 0L;
        for (var index = 0; index < durations.Counts.Count; index++)
        {
            upTo += durations.Counts[index];
            var bound = index < durations.UpToMilliseconds.Count ? durations.UpToMilliseconds[index] / 1000 : double.PositiveInfinity;
            yield return new(upTo, [.. Labels(plugin.Node, plugin.Id), new("le", BoundOf(bound))]) { Ending = "_bucket" };
        }

        yield return new(durations.SumMilliseconds / 1000, Labels(plugin.Node, plugin.Id)) { Ending = "_sum" };
        yield return new(durations.Count, Labels(plugin.Node, plugin.Id)) { Ending = "_count" };
    }

    // The same text in both formats, or one bucket would be two series to whoever changes the format.
    private static string BoundOf(double bound) => bound == Math.Floor(bound) && double.IsFinite(bound) ? MetricsText.NumberOf(bound) + ".0" : MetricsText.NumberOf(bound);

    private static string WordOf(PluginState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    private static MetricLabel[] Labels(string node, string plugin) => [new("node", node), new("plugin", plugin)];
}
