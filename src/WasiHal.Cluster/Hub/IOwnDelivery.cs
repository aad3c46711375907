namespace WasiHal.Cluster;

/// <summary>How this node's own readings get to a hub; absent on a hub. Safe from any thread.</summary>
internal interface IOwnDelivery
{
    /// <summary>What this node is to the others.</summary>
    string Role { get; }

    /// <summary>Batches that wait to be confirmed.</summary>
    long WaitingBatches { get; }

    /// <summary>Readings that had to be dropped.</summary>
    long Lost { get; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    string? Problem { get; }
}
