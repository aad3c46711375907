using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>A ledger without a disk.</summary>
internal sealed class MemoryLedger : IBatchLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Node, BatchName Name), UInt128> _marks = [];
    private readonly SortedDictionary<string, KnownNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _senders = [];

    /// <summary>Every reading that was applied, in the order in which it was.</summary>
    public List<Reading> Applied { get; } = [];

    /// <summary>What to throw, instead of applying.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Waited for before applying.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public int MaxNodes { get; set; } = 256;

    public Func<Reading, bool> Keeps { get; set; } = _ => true;

    public IReadOnlyList<KnownNode> Nodes
    {
        get
        {
            lock (_lock)
            {
                return [.. _nodes.Values];
            }
        }
    }

    public void Know(KnownNode node) => _nodes[node.Report.Node] = node;

    public async Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken)
    {
        await Ready;
        lock (_lock)
        {
            return Apply(report, batches);
        }
    }

    private BatchOutcome[] Apply(SenderReport report, IReadOnlyList<IncomingBatch> batches)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        var node = report.Node;
        if (!_nodes.ContainsKey(node) && _nodes.Count >= MaxNodes)
        {
            throw new LedgerFullException($"the hub knows {MaxNodes} nodes already");
        }

        if (report.Status is { Sender: { } sender })
        {
            var senders = _senders.TryGetValue(node, out var known) ? known : _senders[node] = [];
            if (senders.Contains(sender) && senders[^1] != sender)
            {
                throw new SenderSupersededException($"{sender} was followed by {senders[^1]}");
            }

            if (!senders.Contains(sender))
            {
                senders.Add(sender);
            }
        }

        var outcomes = batches.Select(batch => OutcomeOf(batch)).ToArray();
        if (outcomes.Any(outcome => outcome.Kind == BatchOutcomeKind.Conflict))
        {
            return outcomes;
        }

        var before = _nodes.GetValueOrDefault(node) ?? new(report, 0, 0, 0, 0);
        var (applied, rejected) = (0L, 0L);
        foreach (var (batch, outcome) in batches.Zip(outcomes).Where(one => one.Second.Kind == BatchOutcomeKind.Applied))
        {
            if (batch.Name is { } name)
            {
                _marks[(node, name)] = batch.Hash;
            }

            for (var index = 0; index < batch.Readings.Length; index++)
            {
                if (outcome.Accepted[index])
                {
                    Applied.Add(batch.Readings.Span[index]);
                }
            }

            applied += batch.Readings.Length + batch.Rejected;
            rejected += batch.Rejected + outcome.Accepted.Count(kept => !kept);
        }

        _nodes[node] = before with
        {
            Report = report with { Status = report.Status ?? before.Report.Status },
            Applied = before.Applied + applied,
            AppliedOfAll = before.AppliedOfAll + applied,
            Rejected = before.Rejected + rejected,
            Lost = report.Status?.Lost ?? before.Lost,
        };
        return outcomes;
    }

    private BatchOutcome OutcomeOf(IncomingBatch batch) =>
        batch.Name is not { } name || !_marks.TryGetValue((batch.Node, name), out var hash)
            ? new(BatchOutcomeKind.Applied, [.. batch.Readings.ToArray().Select(Keeps)])
            : new(hash == batch.Hash ? BatchOutcomeKind.Duplicate : BatchOutcomeKind.Conflict, []);
}
