using WasiHal.Cluster.Http;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Metrics;

/// <summary>Every node that this one knows, itself first: how it is and what became of its readings.</summary>
internal sealed class NodeMetrics(NodeDirectory nodes, LiveEvents live, RequestRates rates, TimeProvider time) : IMetricsSource
{
    /// <summary>Nodes of one answer.</summary>
    public const int MaxNodes = 1_000;

    private static readonly MetricFamily Infos = new("wasihal_node", MetricType.Info, "", "What a node is; a label is empty when the node does not say.");
    private static readonly MetricFamily States = new("wasihal_node_state", MetricType.Gauge, "", "1 for the state that a node is in; other states have no series.");
    private static readonly MetricFamily Silences = new("wasihal_node_silence_seconds", MetricType.Gauge, "seconds", "Time since the node was last heard from.");
    private static readonly MetricFamily Streams = new("wasihal_node_event_streams", MetricType.Gauge, "", "Streams of events that are open.");
    private static readonly MetricFamily Refused = new("wasihal_node_requests_refused", MetricType.Counter, "", "Requests that were answered 429, because their sender asks too often.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        var now = time.GetUtcNow();
        var known = omissions.First("nodes", nodes.Current, MaxNodes);
        return
        [
            new(Infos, [.. known.Select(node => new MetricSample(1, Label(node), new("role", node.Role), new("hal", node.Hal ?? ""), new("version", node.Version ?? "")))]),
            new(States, [.. known.Select(node => new MetricSample(1, Label(node), new("state", node.State.ToString().ToLowerInvariant())))]),
            new(Silences, [.. known.Select(node => new MetricSample(Math.Max(0, (now - node.LastSeen).TotalSeconds), Label(node)))]),
            .. NodeFigure.All.Select(figure => new MetricSet(figure.Family, [.. known.SelectMany(node => figure.Value(node) is { } value ? new[] { new MetricSample(value, Label(node)) } : [])])),
            new(Streams, [new(live.Streams, new MetricLabel("node", nodes.Own))]),
            new(Refused, [new(rates.Refused, new MetricLabel("node", nodes.Own))]),
        ];
    }

    private static MetricLabel Label(NodeDocument node) => new("node", node.Id);
}
