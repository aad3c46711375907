using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>
/// The plugins that this node knows: its own, and on a hub those of whoever pushes to it and is not offline, as they said last.
/// Safe from any thread.
/// </summary>
internal sealed class NodePlugins(IEnumerable<IPluginDirectory> directories, KnownNodes? nodes = null)
{
    /// <summary>This node's own.</summary>
    public IEnumerable<PluginStatus> Own => directories.SelectMany(directory => directory.Plugins);

    /// <summary>Those of other nodes, with the node.</summary>
    public IEnumerable<(string Node, PushPlugin Plugin)> Others =>
        from node in nodes?.Others ?? []
        where nodes!.StateOf(node) != NodeState.Offline
        from plugin in node.Report.Status?.Plugins ?? []
        select (node.Report.Node, plugin);

    /// <summary>All of them: this node's own first, then by node. What a node tells nothing more of than a state is left out.</summary>
    public IReadOnlyList<PluginDocument> Documents =>
    [
        .. Own.Select(PluginDocument.Of),
        .. Others.SelectMany(other => other.Plugin.Report is { } report ? new[] { PluginDocument.Of(other.Node, other.Plugin, report) } : []),
    ];
}
