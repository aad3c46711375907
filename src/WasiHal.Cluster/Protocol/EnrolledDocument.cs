namespace WasiHal.Cluster.Protocol;

/// <summary>What <c>POST /api/enrol</c> answers.</summary>
/// <param name="Hub">The hub's id.</param>
/// <param name="Node">Who joined.</param>
/// <param name="Key">The fingerprint of the key that the hub keeps.</param>
internal sealed record EnrolledDocument(string Hub, string Node, string Key);
