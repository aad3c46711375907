namespace WasiHal.Cluster.Security;

/// <summary>A node that proved itself to this hub.</summary>
/// <param name="Node">Its id.</param>
/// <param name="Key">The fingerprint of its key.</param>
/// <param name="Enrolled">When it joined.</param>
/// <param name="Revoked">When the operator took that back; null for a node that may push.</param>
internal sealed record EnrolledNode(string Node, string Key, DateTimeOffset Enrolled, DateTimeOffset? Revoked);
