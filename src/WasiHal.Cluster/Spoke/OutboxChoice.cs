using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>Which batches are sent next.</summary>
/// <param name="NewerThan">Batches above this number come first, the newest first, in up to half of the room.</param>
/// <param name="WithBacklog">Whether the others come too, the oldest first.</param>
/// <param name="MaxJson">Bytes of their JSON together; one batch comes in any case.</param>
/// <param name="MaxBatches">How many at most.</param>
/// <param name="Except">Whether a batch is left out.</param>
internal sealed record OutboxChoice(long NewerThan, bool WithBacklog, int MaxJson, int MaxBatches, Func<long, bool> Except)
{
    /// <summary>Chooses.</summary>
    /// <param name="session">The outbox.</param>
    /// <param name="isHeldBack">Whether a batch is left out too.</param>
    /// <returns>Batches by sequence.</returns>
    /// <exception cref="BatchDamagedException">One of them is not as it was written.</exception>
    public IReadOnlyList<OutboxBatch> From(OutboxSession session, Func<long, bool> isHeldBack)
    {
        var chosen = new SortedDictionary<long, OutboxBatch>();
        Add(chosen, session.RowsAbove(NewerThan, isUpwards: false), MaxJson / 2, isHeldBack);
        if (WithBacklog)
        {
            Add(chosen, session.RowsAbove(0, isUpwards: true), MaxJson, isHeldBack);
        }

        return [.. chosen.Values];
    }

    private void Add(SortedDictionary<long, OutboxBatch> chosen, IEnumerable<(long Sequence, Func<OutboxRow?> Row)> rows, int maxJson, Func<long, bool> isHeldBack)
    {
        var (json, readings) = (chosen.Values.Sum(batch => batch.Json.Length), chosen.Values.Sum(batch => batch.Readings));
        foreach (var (sequence, read) in rows.Where(row => !Except(row.Sequence) && !isHeldBack(row.Sequence)))
        {
            if (chosen.ContainsKey(sequence) || chosen.Count == MaxBatches)
            {
                return;
            }

            var row = read() ?? throw new BatchDamagedException();
            var batch = new OutboxBatch(new(row.Incarnation, sequence), row.Readings, Unpack(row));
            (json, readings) = (json + batch.Json.Length, readings + row.Readings);
            if (chosen.Count > 0 && (json > maxJson || readings > PushRules.MaxReadings))
            {
                return;
            }

            chosen.Add(sequence, batch);
        }
    }

    // Its check holds, so it was written like this.
    private static byte[] Unpack(OutboxRow row)
    {
        try
        {
            return BatchContent.Unpack(row.Content);
        }
        catch (InvalidDataException wrong)
        {
            throw new DatabaseDamagedException(wrong.Message, wrong);
        }
    }
}
