namespace WasiHal.Cluster.Protocol;

/// <summary>One relay as <c>GET /api/relays</c> shows it.</summary>
/// <param name="Node">The node that has it.</param>
/// <param name="Name">Its configured name.</param>
/// <param name="On">Whether it is on, as last set.</param>
internal sealed record RelayDocument(string Node, string Name, bool On);
