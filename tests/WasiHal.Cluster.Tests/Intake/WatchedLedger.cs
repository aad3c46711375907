using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>The hub's ledger, which tells a test what it applied, and waits or fails when a test wants it to.</summary>
internal sealed class WatchedLedger : IBatchLedger
{
    private readonly Lock _lock = new();
    private readonly List<Reading> _applied = [];

    /// <summary>The real one.</summary>
    public IBatchLedger? Behind { get; set; }

    /// <summary>Every reading of other nodes that was applied and kept.</summary>
    public IReadOnlyList<Reading> Applied
    {
        get
        {
            lock (_lock)
            {
                return [.. _applied];
            }
        }
    }

    /// <summary>What to throw, instead of applying.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Waited for before applying.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public IReadOnlyList<KnownNode> Nodes => Behind!.Nodes;

    public async Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken)
    {
        if (report.Node == "hub")
        {
            return await Behind!.ApplyAsync(report, batches, cancellationToken);
        }

        await Ready;
        if (Failure is not null)
        {
            throw Failure;
        }

        var outcomes = await Behind!.ApplyAsync(report, batches, cancellationToken);
        lock (_lock)
        {
            foreach (var (batch, outcome) in batches.Zip(outcomes).Where(one => one.Second.Kind == BatchOutcomeKind.Applied))
            {
                _applied.AddRange(batch.Readings.ToArray().Where((_, index) => outcome.Accepted[index]));
            }
        }

        return outcomes;
    }
}
