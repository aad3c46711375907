namespace WasiHal.Cluster.Security;

/// <summary>A token that nobody has used yet, as the hub keeps it: it cannot be made from this.</summary>
/// <param name="Node">The one node that may join with it.</param>
/// <param name="Hash">SHA-256 over its secret, in base64url.</param>
/// <param name="Issued">When it was made.</param>
internal sealed record PendingToken(string Node, string Hash, DateTimeOffset Issued);
