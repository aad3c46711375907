namespace WasiHal.Cluster.Security;

/// <summary>The hub that a spoke joined.</summary>
/// <param name="Key">The fingerprint of its key: whoever has another one is not this hub.</param>
/// <param name="Node">As whom this spoke joined.</param>
/// <param name="Joined">When.</param>
internal sealed record TrustedHub(string Key, string Node, DateTimeOffset Joined);
