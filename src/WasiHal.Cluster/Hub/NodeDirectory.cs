using System.Reflection;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>The nodes that this one knows: itself.</summary>
internal sealed class NodeDirectory(IOptions<NodeOptions> node, IOptions<HubOptions> hub, IBoard board, TimeProvider time)
{
    private static readonly string Version =
        typeof(NodeDirectory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Every node at this moment.</summary>
    public IReadOnlyList<NodeDocument> Current =>
        [new(node.Value.NodeId, hub.Value.Role, board.Provider, NodeState.Online, time.GetUtcNow(), Version, Outbox: 0, Lost: 0)];
}
