using System.Text.Json;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Metrics;

/// <summary>The plugins of this node, and what is known of those of other nodes.</summary>
internal sealed class PluginMetrics(IEnumerable<IPluginDirectory> directories, KnownNodes? nodes = null) : IMetricsSource
{
    /// <summary>Plugins of one answer, of all nodes.</summary>
    public const int MaxPlugins = 2_000;

    /// <summary>Plugins with a histogram, which has twenty series.</summary>
    public const int MaxHistograms = 64;

    private static readonly (MetricFamily Family, Func<PluginStatus, double?> Value)[] Figures =
    [
        (new("wasihal_plugin_failures", MetricType.Counter, "", "Calls and loads that failed."), plugin => plugin.Failures),
        (new("wasihal_plugin_restarts", MetricType.Counter, "", "Times that a new instance took the place of a failed one."), plugin => plugin.Restarts),
        (new("wasihal_plugin_denied_calls", MetricType.Counter, "", "Host calls refused for want of a grant."), plugin => plugin.DeniedCalls),
        (new("wasihal_plugin_cpu_seconds", MetricType.Counter, "seconds", "Time of a core that calls of the plugin used."), plugin => plugin.CpuTime.TotalSeconds),
        (new("wasihal_plugin_memory_bytes", MetricType.Gauge, "bytes", "Size of the plugin's memory, where it is known."), plugin => plugin.MemoryBytes),
        (new("wasihal_plugin_poll_interval_seconds", MetricType.Gauge, "seconds", "The interval in force between two polls."), plugin => plugin.PollInterval?.Value.TotalSeconds),
        (new("wasihal_plugin_slowed", MetricType.Gauge, "", "1 when polls are put off because the plugin used more than its share of a core."), plugin => plugin.IsSlowed ? 1 : 0),
    ];

    private static readonly MetricFamily States = new("wasihal_plugin_state", MetricType.Gauge, "", "1 for the state that a plugin is in; other states have no series.");
    private static readonly MetricFamily Failing = new("wasihal_plugin_failing", MetricType.Gauge, "", "1 when no success has followed the plugin's newest failure.");
    private static readonly MetricFamily Versions = new("wasihal_plugin", MetricType.Info, "", "The version of a plugin that runs or was tried.");
    private static readonly MetricFamily Polls = new("wasihal_plugin_polls", MetricType.Counter, "", "Polls that ended.");
    private static readonly MetricFamily Durations = new("wasihal_plugin_poll_duration_seconds", MetricType.Histogram, "seconds", "Time that polls took.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        var own = omissions.First("plugins", [.. directories.SelectMany(directory => directory.Plugins)], MaxPlugins);
        var others = omissions.First("plugins", Others(), MaxPlugins - own.Count);
        var timed = omissions.First("poll_durations", [.. own.Where(plugin => plugin.PollDurations.UpToMilliseconds.Count > 0)], MaxHistograms);
        return
        [
            new(States, [.. own.Select(plugin => State(plugin.Node, plugin.Id, plugin.State)), .. others.Select(plugin => State(plugin.Node, plugin.Id, plugin.State))]),
            new(Failing, [.. own.Select(plugin => Failure(plugin.Node, plugin.Id, plugin.LastError is not null)), .. others.Select(plugin => Failure(plugin.Node, plugin.Id, plugin.IsFailing))]),
            new(Versions, [.. own.Where(plugin => plugin.Version is not null).Select(plugin => new MetricSample(1, [.. Labels(plugin.Node, plugin.Id), new("version", plugin.Version!)]))]),
            new(Polls, [.. own.SelectMany(Ended)]),
            .. Figures.Select(figure => new MetricSet(figure.Family, [.. own.SelectMany(plugin => figure.Value(plugin) is { } value ? new[] { new MetricSample(value, Labels(plugin.Node, plugin.Id)) } : [])])),
            new(Durations, [.. timed.SelectMany(Histogram)]),
        ];
    }

    private (string Node, string Id, PluginState State, bool IsFailing)[] Others() =>
    [
        .. from node in nodes?.Others ?? []
        from plugin in node.Report.Status?.Plugins ?? []
        select (node.Report.Node, plugin.Id, plugin.State, plugin.LastError is not null),
    ];

    private static MetricSample State(string node, string plugin, PluginState state) => new(1, [.. Labels(node, plugin), new("state", WordOf(state))]);

    private static MetricSample Failure(string node, string plugin, bool isFailing) => new(isFailing ? 1 : 0, Labels(node, plugin));

    private static MetricSample[] Ended(PluginStatus plugin) =>
    [
        new(plugin.PollDurations.Count - plugin.FailedPolls, [.. Labels(plugin.Node, plugin.Id), new("outcome", "success")]),
        new(plugin.FailedPolls, [.. Labels(plugin.Node, plugin.Id), new("outcome", "failure")]),
    ];

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
