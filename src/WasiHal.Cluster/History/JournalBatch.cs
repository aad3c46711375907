using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary>What one row of the journal says: a batch that was applied, or, without a name and readings, what a sender said about itself.</summary>
/// <param name="Node">The node.</param>
/// <param name="Name">The batch; with an empty incarnation it is the node's so-and-so-many batch without a name; null for no batch.</param>
/// <param name="SharesOutbox">Whether batches of other starts count with it, as those of one outbox do.</param>
/// <param name="Hash">Of its content.</param>
/// <param name="Rejected">Readings of it that are not kept.</param>
/// <param name="Heard">When it came, by the hub's clock: milliseconds since 1970.</param>
/// <param name="ClockAhead">How far the sender's clock was ahead, in milliseconds; null when it did not say.</param>
/// <param name="Status">What the sender said with it; null for nothing.</param>
/// <param name="Readings">Those that are kept.</param>
internal sealed record JournalBatch(
    string Node,
    BatchName? Name,
    bool SharesOutbox,
    UInt128 Hash,
    long Rejected,
    long Heard,
    long? ClockAhead,
    PushStatus? Status,
    IReadOnlyList<StoredReading> Readings);
