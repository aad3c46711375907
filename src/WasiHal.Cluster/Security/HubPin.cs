using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WasiHal.Cluster.Security;

/// <summary>How a spoke speaks to the one hub whose key it knows.</summary>
internal static class HubPin
{
    /// <summary>Has a connection show this node's key and accept one key alone, whatever names and dates the certificate has.</summary>
    /// <param name="certificate">This node's.</param>
    /// <param name="hubKey">The fingerprint of the hub's key.</param>
    public static SslClientAuthenticationOptions Of(X509Certificate2 certificate, string hubKey) => new()
    {
        ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
        CertificateChainPolicy = new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, given, _, _) => given is X509Certificate2 known && NodeIdentity.FingerprintOf(known) == hubKey,
    };
}
