namespace WasiHal.Cluster.Protocol;

/// <summary>One node as <c>/api/nodes</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Role"><c>hub</c> or <c>spoke</c>.</param>
/// <param name="Hal">What drives its hardware; <c>fake</c> means that buses and outputs are simulated.</param>
/// <param name="State">Whether it is heard from.</param>
/// <param name="LastSeen">When it was last heard from.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Outbox">Batches that wait to be sent.</param>
/// <param name="Lost">Readings that had to be dropped.</param>
internal sealed record NodeDocument(string Id, string Role, string Hal, NodeState State, DateTimeOffset LastSeen, string Version, long Outbox, long Lost)
{
    /// <summary>What is wrong with how its readings get to the hub; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Bytes that its program wrote to disk since its start; null where the machine does not say.</summary>
    public long? DiskWrittenBytes { get; init; }

    /// <summary>About how many that makes in a day; null in the first ten minutes.</summary>
    public long? DiskWrittenBytesPerDay { get; init; }
}
