using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Security;

/// <summary>The key that the other end of a connection proved to have.</summary>
internal static class NodeCertificate
{
    /// <summary>Its fingerprint; null when it showed no certificate.</summary>
    public static string? KeyOf(HttpContext context) => context.Connection.ClientCertificate is { } certificate ? NodeIdentity.FingerprintOf(certificate) : null;
}
