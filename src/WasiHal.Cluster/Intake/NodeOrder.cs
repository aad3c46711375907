using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// The order of a node's batches: by the start that made them, in the order in which those starts became known as senders;
/// within a start, and among starts of which nobody knows the order, by number. For whoever has the <see cref="Turn"/>.
/// </summary>
internal sealed class NodeOrder
{
    private const int MaxStarts = 16;

    private readonly List<(string Incarnation, long Rank)> _starts = [];
    private (long Rank, long Sequence) _newest = (long.MinValue, 0);

    /// <param name="known">What is known of the node from before this process, if anything is.</param>
    public NodeOrder(KnownNode? known)
    {
        if (known?.Report.Status?.Sender is { } sender)
        {
            RankOfSender(sender);
        }

        if (known?.Newest is { } newest)
        {
            _newest = (RankOf(known.Report.Status?.Sender, newest.Incarnation), newest.Sequence);
        }
    }

    /// <summary>Taken by one at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The batches that were applied now, the oldest first.</summary>
    public IEnumerable<(IncomingBatch Batch, BatchOutcome Outcome)> Sorted(string? sender, IEnumerable<(IncomingBatch Batch, BatchOutcome Outcome)> batches) =>
        batches
            .Where(one => one.Outcome.Kind == BatchOutcomeKind.Applied)
            .OrderBy(one => one.Batch.Name is { } name ? RankOf(sender, name.Incarnation) : 0)
            .ThenBy(one => one.Batch.Name?.Sequence ?? 0);

    /// <summary>Whether a batch is newer than all before; then it is the newest.</summary>
    public bool IsNewest(string? sender, BatchName name)
    {
        var place = (RankOf(sender, name.Incarnation), name.Sequence);
        if (place.CompareTo(_newest) <= 0)
        {
            return false;
        }

        _newest = place;
        return true;
    }

    // Starts have even ranks. A batch of a start that nobody has seen push was made before the start that pushes it.
    private long RankOf(string? sender, string incarnation)
    {
        var rank = RankOfSender(sender ?? incarnation);
        return incarnation == sender ? rank
            : _starts.FindIndex(start => start.Incarnation == incarnation) is >= 0 and var index ? _starts[index].Rank
            : rank - 1;
    }

    private long RankOfSender(string sender)
    {
        var index = _starts.FindIndex(start => start.Incarnation == sender);
        if (index >= 0)
        {
            return _starts[index].Rank;
        }

        if (_starts.Count == MaxStarts)
        {
            _starts.RemoveAt(0);
        }

        var rank = _starts.Count == 0 ? 2 : _starts[^1].Rank + 2;
        _starts.Add((sender, rank));
        return rank;
    }
}
