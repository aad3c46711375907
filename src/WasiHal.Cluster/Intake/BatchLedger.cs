using System.Collections.Concurrent;
using WasiHal.Cluster.History;
using WasiHal.Durable;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Applies batches in <c>hub.db</c>. One commit at a time; who comes while it runs is in the next one together, so that many
/// senders wait for one flush of the disk and not for each other's. A commit that failed is looked for after the database was
/// opened anew: it is never both lost and applied.
/// </summary>
internal sealed class BatchLedger(HubDatabase database, HistoryRoom room, Microsoft.Extensions.Options.IOptions<HistoryOptions> options) : IBatchLedger
{
    // Of one transaction; a greater one makes those who come next wait longer than it saves them.
    private const int MaxRequests = 256;
    private const long MaxBytes = 1 << 20;

    private readonly ConcurrentQueue<LedgerRequest> _waiting = [];
    private readonly BatchApplication _application = new(options.Value.MaxNodes);
    private int _isRunning;

    public IReadOnlyList<KnownNode> Nodes => database.Nodes;

    public Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            if (batch.Node != report.Node || batch.Name is { Sequence: < 0 } or { Incarnation.Length: 0 or > Protocol.PushRules.MaxIncarnation } || batch.Rejected < 0)
            {
                throw new ArgumentException($"A batch of {batch.Node} is not checked.", nameof(batches));
            }
        }

        var request = new LedgerRequest(report, batches);
        _waiting.Enqueue(request);
        RunUnlessRunning();
        return request.Done.WaitAsync(cancellationToken);
    }

    private void RunUnlessRunning()
    {
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            _ = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        while (!_waiting.IsEmpty)
        {
            var group = new List<LedgerRequest>();
            try
            {
                await CommitAsync(group).ConfigureAwait(false);
                group.ForEach(request => request.Finish());
            }
            catch (Exception failure)
            {
                // The one broad catch of this loop: whoever waits is told, whatever it was, and the next ones get their turn.
                Gather(group);
                group.ForEach(request => request.Fail(failure));
            }
        }

        Volatile.Write(ref _isRunning, 0);
        if (!_waiting.IsEmpty)
        {
            RunUnlessRunning();
        }
    }

    private async Task CommitAsync(List<LedgerRequest> group)
    {
        try
        {
            await database.UseAsync(session => Commit(session, group), CancellationToken.None).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException failure)
        {
            // Perhaps it is there all the same: what is on the disk now decides, and what is not there is written again.
            if (failure.InnerException is { } cause && DatabaseFile.IsFull(cause))
            {
                await room.MakeAsync(CancellationToken.None).ConfigureAwait(false);
            }

            await database.UseAsync(session => Commit(session, group), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private bool Commit(HubSession session, List<LedgerRequest> group)
    {
        if (group.Count == 0)
        {
            Gather(group);
        }

        var isBegun = false;
        foreach (var request in group)
        {
            _application.Apply(session, request, () =>
            {
                if (!isBegun)
                {
                    session.Begin();
                    isBegun = true;
                }
            });
        }

        if (isBegun)
        {
            session.Commit();
        }

        database.Publish(session, group.Select(request => request.Report.Node));
        return true;
    }

    // Only when the database is free: until then more may come.
    private void Gather(List<LedgerRequest> group)
    {
        var bytes = 0L;
        while (group.Count < MaxRequests && _waiting.TryPeek(out var next) && (group.Count == 0 || bytes + next.Bytes <= MaxBytes) && _waiting.TryDequeue(out next))
        {
            bytes += next.Bytes;
            group.Add(next);
        }
    }
}
