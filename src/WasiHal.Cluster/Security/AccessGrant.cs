namespace WasiHal.Cluster.Security;

/// <summary>What a program was given to sign in with, as the node keeps it: it cannot be made from this.</summary>
/// <param name="Hash">SHA-256 over its secret, in base64url.</param>
/// <param name="Issued">When it was made.</param>
internal sealed record AccessGrant(string Hash, DateTimeOffset Issued);
