using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Metrics;

/// <summary>One figure of every node, for those who scrape and for those who listen to the meter.</summary>
/// <param name="Words">Its name in words, such as <c>readings taken</c>.</param>
/// <param name="IsCounter">Whether it only grows.</param>
/// <param name="Unit">Its unit, a UCUM code.</param>
/// <param name="Help">One sentence for people.</param>
/// <param name="Value">Reads it; null when it is not known.</param>
internal sealed record NodeFigure(string Words, bool IsCounter, string Unit, string Help, Func<NodeDocument, double?> Value)
{
    /// <summary>Every one.</summary>
    public static readonly NodeFigure[] All =
    [
        new("readings taken", true, "{reading}", "Readings that the node's outbox took in, since the outbox was made; of a hub since its start.", node => node.Delivery?.Taken),
        new("readings applied", true, "{reading}", "Readings of that outbox that the hub took, rejected ones among them.", node => node.Delivery?.Applied),
        new("readings rejected", true, "{reading}", "Readings that the hub took and could not keep.", node => node.Delivery?.Rejected),
        new("readings lost", true, "{reading}", "Readings that had to be dropped before they came to the hub.", node => node.Lost),
        new("readings waiting", false, "{reading}", "Readings that wait in the outbox.", node => node.Delivery?.Waiting),
        new("readings missing", false, "{reading}", "Readings that are nowhere, such as those that a hub restored from an old backup has no more.", node => node.Delivery?.Missing),
        new("batches waiting", false, "{batch}", "Batches that wait in the outbox.", node => node.Outbox),
        new("clock ahead", false, "s", "How far the node's clock is ahead of the hub's; negative when it is behind.", node => node.ClockAheadSeconds),
        new("disk written", true, "By", "Bytes that the node's program wrote to disk since its start.", node => node.DiskWrittenBytes),
        new("problem", false, "1", "1 when something is wrong with how the node's readings get to the hub; GET /api/nodes says what.", node => node.Problem is null ? 0 : 1),
    ];

    /// <summary>As it is scraped.</summary>
    public MetricFamily Family { get; } = new(
        $"wasihal_node_{Words.Replace(' ', '_')}{WordOf(Unit) switch { "" => "", var word => "_" + word }}",
        IsCounter ? MetricType.Counter : MetricType.Gauge,
        WordOf(Unit),
        Help);

    /// <summary>As an instrument.</summary>
    public string InstrumentName { get; } = $"wasihal.node.{Words.Replace(' ', '.')}";

    private static string WordOf(string unit) => QuantityNames.Units.TryGetValue(unit, out var known) ? known.Word : "";
}
