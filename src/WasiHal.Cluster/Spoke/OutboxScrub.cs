using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>Removes damaged batches. What they held is known all the same: it is what the good ones leave of the whole.</summary>
internal static class OutboxScrub
{
    /// <summary>Reads every batch and removes those that are not as they were written, in one commit.</summary>
    /// <param name="session">Outside of a transaction.</param>
    /// <returns>The removed batches, and the readings that are counted as lost.</returns>
    /// <exception cref="DatabaseDamagedException">The batches and what the outbox knows of them cannot both be right.</exception>
    public static (IReadOnlyList<long> Batches, long Readings) Run(OutboxSession session)
    {
        var (damaged, held) = (new List<long>(), 0L);
        foreach (var (sequence, read) in session.RowsAbove(long.MinValue, isUpwards: true).Where(row => row.Sequence != 0))
        {
            if (read() is { Readings: > 0 and <= PushRules.MaxReadings } row && sequence > 0 && sequence < session.State.Next)
            {
                held += row.Readings;
            }
            else
            {
                damaged.Add(sequence);
            }
        }

        var lost = session.State.Held - held;
        if (lost < 0)
        {
            throw new DatabaseDamagedException("it holds more than it took in");
        }

        session.Begin();
        damaged.ForEach(sequence => session.Delete(sequence));
        session.Save(session.State with { Lost = session.State.Lost with { Damage = session.State.Lost.Damage + lost } });
        session.Commit();
        return (damaged, lost);
    }
}
