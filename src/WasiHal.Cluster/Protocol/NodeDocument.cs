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
internal sealed record NodeDocument(string Id, string Role, string Hal, NodeState State, DateTimeOffset LastSeen, string Version, long Outbox, long Lost);
