using WasiHal.Durable;

namespace WasiHal.Cluster.Intake;

/// <summary>Stands where no ledger is: confirms nothing.</summary>
internal sealed class UnreadyLedger : IBatchLedger
{
    public IReadOnlyList<KnownNode> Nodes => [];

    public Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken) =>
        throw new DatabaseUnavailableException("This program has no ledger.", new NotSupportedException());
}
