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
    /// <summary>What became of its readings; null of a node that does not push here.</summary>
    public NodeDelivery? Delivery { get; init; }

    /// <summary>How far its clock is ahead of the hub's; negative when it is behind, null when it does not say.</summary>
    public double? ClockAheadSeconds { get; init; }

    /// <summary>What is wrong with how its readings get to the hub; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Bytes that its program wrote to disk since its start; null where the machine does not say.</summary>
    public long? DiskWrittenBytes { get; init; }

    /// <summary>About how many that makes in a day; null in the first ten minutes.</summary>
    public long? DiskWrittenBytesPerDay { get; init; }

    /// <summary>What it keeps of all nodes; absent of a node that keeps nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NodeHistory? History { get; init; }

    /// <summary>Whether it says something that somebody who looks on should be told at once: not that it was heard once more, nor how much it has delivered.</summary>
    public bool IsNewsAfter(NodeDocument before) => Shown(this) != Shown(before);

    private static NodeDocument Shown(NodeDocument node) => node with
    {
        LastSeen = default,
        Delivery = node.Delivery is { } delivery ? new(null, 0, null, delivery.Lost, delivery.Rejected, delivery.Missing) : null,
        ClockAheadSeconds = node.ClockAheadSeconds is { } ahead ? Math.Round(ahead / 10) : null,
        DiskWrittenBytes = null,
        DiskWrittenBytesPerDay = null,
        History = null,
    };
}
