using WasiHal.Cluster.History;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Applies requests within one transaction: all of each, or nothing of it. For one thread.</summary>
internal sealed class BatchApplication(int maxNodes)
{
    /// <summary>Applies one, as far as it may be; <see cref="LedgerRequest.Answer"/> holds once the transaction is committed.</summary>
    /// <param name="session">Within a transaction, or before it.</param>
    /// <param name="request">Which.</param>
    /// <param name="begin">Begins the transaction, when there is something to write.</param>
    public void Apply(HubSession session, LedgerRequest request, Action begin)
    {
        var report = request.Report;
        var known = session.Nodes.Find(report.Node);
        if (Refusal(session, known, report) is { } refusal)
        {
            request.Answer = (null, refusal);
            return;
        }

        if (known is null && request.Batches.Count == 0 && report.Status is null)
        {
            request.Answer = ([], null);
            return;
        }

        var node = known ?? session.Nodes.FindOrAdd(report.Node);
        var kinds = Judge(session, node, request);
        if (kinds.Contains(BatchOutcomeKind.Conflict))
        {
            node.Report = node.Report with { Heard = report.Heard };
            request.Answer = ([.. kinds.Select(kind => new BatchOutcome(kind == BatchOutcomeKind.Applied ? BatchOutcomeKind.NotApplied : kind, []))], null);
            return;
        }

        if (kinds.Contains(BatchOutcomeKind.Applied) && IsFull(session, node, request) is { } full)
        {
            request.Answer = (null, full);
            return;
        }

        request.Answer = (Write(session, node, request, kinds, begin), null);
    }

    private Exception? Refusal(HubSession session, NodeRecord? known, SenderReport report)
    {
        if (known is null && session.Nodes.Count >= maxNodes)
        {
            return new LedgerFullException($"This hub knows {maxNodes} nodes, which is history.max_nodes, and {report.Node} is none of them.");
        }

        return report.Status is { } status && known?.IsSuperseded(status.Sender) == true
            ? new SenderSupersededException($"Another process pushes as {report.Node} since: two machines have this node_id, or a card was copied.")
            : null;
    }

    private static BatchOutcomeKind[] Judge(HubSession session, NodeRecord node, LedgerRequest request)
    {
        var kinds = new BatchOutcomeKind[request.Batches.Count];
        var here = new Dictionary<BatchName, UInt128>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var (batch, attempt) = (request.Batches[i], request.Attempts[i]);
            if (batch.Name is not { } name)
            {
                // What a failed commit may have left behind is found by the number that it was given.
                kinds[i] = attempt.Name is { } given && session.Marks.Find(node, given) == batch.Hash ? BatchOutcomeKind.Duplicate : BatchOutcomeKind.Applied;
                continue;
            }

            var hash = here.TryGetValue(name, out var earlier) ? earlier : session.Marks.Find(node, name);
            kinds[i] = hash is null ? node.IsBelowFloor(name) ? BatchOutcomeKind.Duplicate : BatchOutcomeKind.Applied
                : hash == batch.Hash ? BatchOutcomeKind.Duplicate
                : BatchOutcomeKind.Conflict;
            here.TryAdd(name, batch.Hash);
        }

        return kinds;
    }

    private static LedgerFullException? IsFull(HubSession session, NodeRecord node, LedgerRequest request)
    {
        foreach (var batch in request.Batches)
        {
            if (batch.Name is { } name && node.TellsFloor(name.Incarnation) && session.Marks.IsFull(node, name.Incarnation))
            {
                return new LedgerFullException($"{node.Name} has {MarkTable.MaxOfTelling} batches here above its keptFrom, which has to move before more are taken.");
            }
        }

        return null;
    }

    private static BatchOutcome[] Write(HubSession session, NodeRecord node, LedgerRequest request, BatchOutcomeKind[] kinds, Action begin)
    {
        var report = request.Report;
        var outcomes = new BatchOutcome[kinds.Length];
        var status = report.Status;
        var isWritten = false;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == BatchOutcomeKind.Duplicate)
            {
                // One that this very request wrote, by a commit that seemed to fail, is no duplicate.
                outcomes[i] = request.Attempts[i].Outcome ?? new(BatchOutcomeKind.Duplicate, []);
                continue;
            }

            begin();
            outcomes[i] = Append(session, node, report, status, request.Batches[i], request.Attempts[i]);
            (status, isWritten) = (null, true);
        }

        if (status is not null && status.Sender != node.Sender)
        {
            // Who pushes is remembered over a restart, or two machines with one id would not be told from one that restarts.
            begin();
            session.Append(new(report.Node, null, false, default, 0, report.Heard.ToUnixTimeMilliseconds(), Ahead(report), status, []));
        }

        // What a heartbeat says beside that is written with the next batch.
        if (!isWritten || report.Status is not null)
        {
            node.Hear(report, session.Clock.Now);
        }

        return outcomes;
    }

    private static BatchOutcome Append(HubSession session, NodeRecord node, SenderReport report, PushStatus? status, IncomingBatch batch, BatchAttempt attempt)
    {
        var readings = batch.Readings.Span;
        var accepted = new bool[readings.Length];
        var stored = new List<StoredReading>(readings.Length);
        for (var i = 0; i < readings.Length; i++)
        {
            ref readonly var reading = ref readings[i];
            if (session.Series.FindOrAdd(reading.Series, reading.Measurement.Unit) is { } series)
            {
                accepted[i] = true;
                stored.Add(new(series.Id, reading.Time.ToUnixTimeMilliseconds(), reading.Measurement.Value, Math.Max(0, (long)reading.ExpectedEvery.TotalMilliseconds)));
            }
        }

        var name = batch.Name ?? new BatchName("", node.Unnamed + 1);
        var sharesOutbox = report.Status is { } said && OutboxRecord.KeyOf(said.Sender) == OutboxRecord.KeyOf(name.Incarnation);
        var isNewest = session.Append(new(report.Node, name, sharesOutbox, batch.Hash, batch.Rejected + readings.Length - stored.Count, report.Heard.ToUnixTimeMilliseconds(), Ahead(report), status, stored));
        attempt.Name = name;
        return attempt.Outcome = new(BatchOutcomeKind.Applied, accepted) { Newest = Spread(accepted, isNewest) };
    }

    private static bool[] Spread(bool[] accepted, bool[] isNewest)
    {
        var spread = new bool[accepted.Length];
        for (int i = 0, kept = 0; i < accepted.Length; i++)
        {
            spread[i] = accepted[i] && isNewest[kept++];
        }

        return spread;
    }

    private static long? Ahead(SenderReport report) => report.ClockAhead is { } ahead ? (long)ahead.TotalMilliseconds : null;
}
