using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Hands what came from other nodes to those who show it, once it is on the disk: what is the newest of its series to every
/// sink, what is late to the history alone, because it must not take the place of the newest value. What is newer the ledger
/// says, by the order of batches and not by clocks. One call at a time for each node.
/// </summary>
internal sealed class LiveReadings(ReadingFanOut sinks, RecentHistory history)
{
    /// <summary>Hands over the batches that were applied now.</summary>
    /// <param name="batches">What was pushed.</param>
    /// <param name="outcomes">What became of each.</param>
    public async Task HandAsync(IReadOnlyList<IncomingBatch> batches, IReadOnlyList<BatchOutcome> outcomes)
    {
        for (var index = 0; index < batches.Count; index++)
        {
            if (outcomes[index].Kind == BatchOutcomeKind.Applied)
            {
                var (newest, late) = Parted(batches[index].Readings, outcomes[index]);
                await sinks.PublishAsync(newest, CancellationToken.None).ConfigureAwait(false);
                if (!late.IsEmpty)
                {
                    await history.AcceptAsync(late, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    private static (ReadOnlyMemory<Reading> Newest, ReadOnlyMemory<Reading> Late) Parted(ReadOnlyMemory<Reading> readings, BatchOutcome outcome)
    {
        if (outcome.Newest.All(isNewest => isNewest))
        {
            return (readings, default);
        }

        var (newest, late) = (new List<Reading>(readings.Length), new List<Reading>(readings.Length));
        for (var index = 0; index < readings.Length; index++)
        {
            if (outcome.Accepted[index])
            {
                (outcome.Newest[index] ? newest : late).Add(readings.Span[index]);
            }
        }

        return (newest.ToArray(), late.ToArray());
    }
}
