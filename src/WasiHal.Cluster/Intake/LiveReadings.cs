using System.Collections.Concurrent;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Hands what came from other nodes to those who show it, once it is on the disk: what is newer than all before to every
/// sink, what is late to the history alone, because it must not take the place of the newest value. Newer is what the order
/// of batches says, not what clocks say. Safe from any thread.
/// </summary>
internal sealed class LiveReadings(ReadingFanOut sinks, RecentHistory history)
{
    private readonly ConcurrentDictionary<string, NodeOrder> _nodes = new(StringComparer.Ordinal);

    /// <summary>Whether anything of a node was handed over.</summary>
    public bool Knows(string node) => _nodes.ContainsKey(node);

    /// <summary>Hands over the batches that were applied now.</summary>
    /// <param name="node">The node, which the ledger knows, and so one of a bounded number.</param>
    /// <param name="known">What the ledger knew of it before.</param>
    /// <param name="sender">Who pushed, if it says so.</param>
    /// <param name="batches">What was pushed.</param>
    /// <param name="outcomes">What became of each.</param>
    public async Task HandAsync(string node, KnownNode? known, string? sender, IReadOnlyList<IncomingBatch> batches, IReadOnlyList<BatchOutcome> outcomes)
    {
        var order = _nodes.GetOrAdd(node, static (_, known) => new NodeOrder(known), known);

        // One at a time of a node: between the look at the order and the sinks nothing newer may slip in.
        await order.Turn.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var (batch, outcome) in order.Sorted(sender, batches.Zip(outcomes)))
            {
                var readings = Kept(batch, outcome);
                if (batch.Name is not { } name || order.IsNewest(sender, name))
                {
                    await sinks.PublishAsync(readings, CancellationToken.None).ConfigureAwait(false);
                }
                else
                {
                    await history.AcceptAsync(readings, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            order.Turn.Release();
        }
    }

    private static ReadOnlyMemory<Reading> Kept(IncomingBatch batch, BatchOutcome outcome)
    {
        if (outcome.Accepted.All(isKept => isKept))
        {
            return batch.Readings;
        }

        var kept = new List<Reading>(batch.Readings.Length);
        for (var index = 0; index < batch.Readings.Length; index++)
        {
            if (outcome.Accepted[index])
            {
                kept.Add(batch.Readings.Span[index]);
            }
        }

        return kept.ToArray();
    }
}
