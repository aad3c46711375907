using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary>What the hub remembers of one outbox of a node, or of one start of a peer that says nothing about its outbox. For one thread.</summary>
/// <param name="key">What its incarnations have in common.</param>
/// <param name="ordinal">The younger, the higher.</param>
internal sealed class OutboxRecord(string key, long ordinal)
{
    /// <summary>The part of an incarnation that all starts with one outbox have in common: what stands before the first hyphen.</summary>
    public static string KeyOf(string incarnation) => PushRules.OutboxOf(incarnation).ToString();

    /// <summary>What its incarnations have in common.</summary>
    public string Key { get; } = key;

    /// <summary>The younger, the higher.</summary>
    public long Ordinal { get; } = ordinal;

    /// <summary>Batches below it were applied, or never will be sent: no marks are kept of them.</summary>
    public long Floor { get; set; }

    /// <summary>Whether the sender tells the floor itself.</summary>
    public bool TellsFloor { get; set; }

    /// <summary>The newest batch that was applied; with an empty incarnation none was.</summary>
    public BatchName Newest { get; set; } = new("", 0);

    /// <summary>Readings that were applied, rejected ones included.</summary>
    public long Applied { get; set; }

    /// <summary>Readings that it dropped, as it said last.</summary>
    public long Lost { get; set; }
}
