using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>A batch whose sender and content were checked.</summary>
/// <param name="Node">The node whose readings they are.</param>
/// <param name="Name">Tells it from every other batch of the node; null for a batch of a peer that numbers nothing, which is applied whenever it comes.</param>
/// <param name="Readings">All of that node, in the order in which they were measured.</param>
/// <param name="Hash">128 bits over the content, the same for the same content.</param>
internal sealed record IncomingBatch(string Node, BatchName? Name, ReadOnlyMemory<Reading> Readings, UInt128 Hash)
{
    /// <summary>Readings of the batch that could not be kept and are not among <see cref="Readings"/>; they count as applied and as rejected.</summary>
    public int Rejected { get; init; }
}
