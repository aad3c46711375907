using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.History;

/// <summary>A push of <see cref="LedgerPlan"/>.</summary>
/// <param name="Number">Tells it from every other one.</param>
/// <param name="Report">The sender, and when it pushes.</param>
/// <param name="Batches">All of them are applied, or none.</param>
internal sealed record LedgerPush(int Number, SenderReport Report, IReadOnlyList<IncomingBatch> Batches)
{
    /// <summary>Whether it may come again: what has no names is applied whenever it comes.</summary>
    public bool IsNamed => Batches.All(batch => batch.Name is not null);
}
