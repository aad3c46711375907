using System.Net;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Commands;

/// <summary>What the hub has for one node that asks for commands. Its owner's lock guards it.</summary>
internal sealed class NodeLine
{
    /// <summary>The address that holds this place; null for a node that proves who it is, wherever it is.</summary>
    public required IPAddress? Sender { get; set; }

    /// <summary>What nobody has begun yet, oldest first.</summary>
    public LinkedList<Command> Waiting { get; } = [];

    /// <summary>The routes that the node says it has.</summary>
    public HashSet<string> Accepts { get; set; } = [];

    /// <summary>When the node last asked, by the clock that nobody sets.</summary>
    public long Asked { get; set; }

    /// <summary>The node's question that waits for a command; null for none.</summary>
    public TaskCompletionSource<CommandOffer>? Question { get; set; }
}
