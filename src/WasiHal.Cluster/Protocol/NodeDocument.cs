using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>One node as <c>/api/nodes</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role"><c>hub</c> or <c>spoke</c>.</param>
/// <param name="Hal">What drives its hardware; <c>fake</c> means that buses and outputs are simulated; null when it does not say.</param>
/// <param name="State">Whether it is heard from.</param>
/// <param name="LastSeen">When it was last heard from.</param>
/// <param name="Version">The version of its program; null when it does not say.</param>
/// <param name="Outbox">Batches that wait to be sent; null when it does not say.</param>
/// <param name="Lost">Readings that had to be dropped; null when it does not say.</param>
internal sealed record NodeDocument(string Id, string Role, string? Hal, NodeState State, DateTimeOffset LastSeen, string? Version, long? Outbox, long? Lost)
{
    /// <summary>What became of its readings, of a node that pushes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NodeDelivery? Delivery { get; init; }

    /// <summary>How far its clock is ahead of the hub's; negative when it is behind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ClockAheadSeconds { get; init; }

    /// <summary>Why pushes of it are refused, if they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }

    /// <summary>What its process wrote to disk since its start, where the machine says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DiskWrittenBytes { get; init; }

    /// <summary>The same for a day, when it has run long enough to tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DiskWrittenBytesPerDay { get; init; }

    /// <summary>Whether it says something that somebody who looks on should be told at once: not that it was heard once more, nor how much it has delivered.</summary>
    public bool IsNewsAfter(NodeDocument before) => Shown(this) != Shown(before);

    private static NodeDocument Shown(NodeDocument node) => node with
    {
        LastSeen = default,
        Delivery = node.Delivery is { } delivery ? new(null, 0, null, delivery.Lost, delivery.Rejected, delivery.Missing) : null,
        ClockAheadSeconds = node.ClockAheadSeconds is { } ahead ? Math.Round(ahead / 10) : null,
        DiskWrittenBytes = null,
        DiskWrittenBytesPerDay = null,
    };
}
