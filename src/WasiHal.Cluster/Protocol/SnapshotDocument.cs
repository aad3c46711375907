using System.Text.Json.Serialization;
using WasiHal.Cluster.Logs;

namespace WasiHal.Cluster.Protocol;

/// <summary>What dashboards and displays get: <c>docs/snapshot.md</c>.</summary>
internal sealed record SnapshotDocument(
    DateTimeOffset Time,
    string Node,
    IReadOnlyList<NodeDocument> Nodes,
    IReadOnlyList<ReadingDocument> Readings,
    IReadOnlyList<PluginDocument> Plugins,
    SnapshotHistory History,
    IReadOnlyList<LogEntry> Logs,
    IReadOnlyList<SnapshotAction> Actions,
    IReadOnlyList<SensorDocument> Sensors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SnapshotOmissions? Omitted);
