using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster;

/// <summary>
/// Whom a hub knows by their keys. Registered by <c>AddHubClustering()</c>. Safe from any thread; another process on the same
/// data may use it while the hub runs, and what it does holds at once.
/// </summary>
public sealed class NodeEnrolment
{
    private readonly EnrolmentTokens _tokens;
    private readonly EnrolledNodes _nodes;

    internal NodeEnrolment(EnrolmentTokens tokens, EnrolledNodes nodes) => (_tokens, _nodes) = (tokens, nodes);

    /// <summary>Makes a token with which one spoke can join, once, within fifteen minutes.</summary>
    /// <param name="node">The id of the spoke.</param>
    /// <returns>The token, to be shown to the operator and to no log.</returns>
    /// <exception cref="ArgumentException">That is no id of a node.</exception>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string NewToken(string node) => PushRules.IsNode(node)
        ? _tokens.Issue(node).ToString()
        : throw new ArgumentException($"\"{node}\" is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit.", nameof(node));

    /// <summary>Refuses a node from now on, with any key, until it joins anew with a token.</summary>
    /// <param name="node">The id of the spoke.</param>
    /// <returns>False when no such node joined.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public bool Revoke(string node) => _nodes.Revoke(node);

    /// <summary>The nodes that joined, by id, and whether each was revoked.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Nodes => [.. _nodes.All.Select(node => KeyValuePair.Create(node.Node, node.Revoked is not null))];
}
