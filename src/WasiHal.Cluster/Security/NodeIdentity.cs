using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Security;

/// <summary>
/// The node's own key, ECDSA P-256, which it makes itself and which never leaves its data folder, with the certificate that
/// carries it. Who trusts it trusts the key: names and dates of the certificate say nothing, so no clock can end it.
/// Safe from any thread.
/// </summary>
internal sealed class NodeIdentity(PrivateFolder folder, IOptions<NodeOptions> node) : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "identity.pem";

    private static readonly DateTimeOffset Begin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private X509Certificate2? _certificate;

    /// <summary>The certificate with its key; made when it is first asked for.</summary>
    /// <exception cref="IOException">It cannot be read or kept.</exception>
    public X509Certificate2 Certificate
    {
        get
        {
            lock (_lock)
            {
                return _certificate ??= Load() ?? Make();
            }
        }
    }

    /// <summary>What tells this key from all others: 43 characters.</summary>
    public string Fingerprint => FingerprintOf(Certificate);

    /// <summary>SHA-256 over the public key as a certificate carries it, in base64url.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <inheritdoc/>
    public void Dispose() => _certificate?.Dispose();

    private X509Certificate2? Load()
    {
        if (folder.Read(FileName) is not { } pem)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new IOException($"{Path.Combine(folder.Path, FileName)} holds no key: put it back from a backup, or remove it; then this node is a new one to the others and has to be enrolled again.", wrong);
        }
    }

    private X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node.Value.NodeId}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { "localhost", Environment.MachineName, Environment.MachineName + ".local" }.Where(name => Uri.CheckHostName(name) == UriHostNameType.Dns).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.CreateSelfSigned(Begin, End);
        var pem = $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";

        // Another process of this node may have been first: then its key is the node's.
        return folder.TryAdd(FileName, pem) ? X509Certificate2.CreateFromPem(pem, pem) : Load()!;
    }
}
