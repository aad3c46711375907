using System.Net.Security;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Security;

/// <summary>The hub that this spoke joined, if it did. Safe from any thread.</summary>
internal sealed class HubTrust(PrivateFolder folder, NodeIdentity identity, IOptions<NodeOptions> node, TimeProvider time)
{
    private const string FileName = "hub.json";

    private readonly Lazy<TrustedHub?> _hub = new(() => SecurityJson.Read(folder, FileName, SecurityJson.Default.TrustedHub));

    /// <summary>The hub as it was when this was first asked.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public TrustedHub? Hub => _hub.Value;

    /// <summary>How to speak to it; null when this spoke joined none.</summary>
    /// <exception cref="ConfigurationException">It joined as another node.</exception>
    public SslClientAuthenticationOptions? Tls => Hub switch
    {
        null => null,
        { } hub when hub.Node != node.Value.NodeId => throw new ConfigurationException([new(Path.Combine(folder.Path, FileName), null, "cluster.node_id", node.Value.NodeId, $"is not {hub.Node}, as which this spoke joined its hub: set it back, or join anew with a token for {node.Value.NodeId}")]),
        { } hub => HubPin.Of(identity.Certificate, hub.Key),
    };

    /// <summary>This spoke joined a hub.</summary>
    /// <param name="hubKey">The fingerprint of its key.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Keep(string hubKey) => folder.Write(FileName, JsonSerializer.Serialize(new(hubKey, node.Value.NodeId, time.GetUtcNow()), SecurityJson.Default.TrustedHub));
}
