namespace WasiHal.Cluster.Spoke;

/// <summary>Sets times right that were taken before the clock was set, once it is: by as much as it was stepped since.</summary>
internal static class UnsetTimes
{
    /// <summary>Of batches on the disk, in one commit.</summary>
    /// <param name="session">The outbox, outside of a transaction.</param>
    /// <param name="batches">Their numbers, and how far the clock was ahead when they were taken in.</param>
    /// <param name="now">How far it is ahead now.</param>
    public static bool SetRight(OutboxSession session, IReadOnlyList<KeyValuePair<long, TimeSpan>> batches, TimeSpan now)
    {
        session.Begin();
        foreach (var (sequence, offset) in batches)
        {
            if (session.Find(sequence) is { } row)
            {
                session.Put(row with { Content = BatchContent.Shift(row.Content, now - offset) });
            }
        }

        session.Commit();
        return true;
    }

    /// <summary>Of batches in memory, none of which is in doubt.</summary>
    /// <param name="pending">All that wait for the disk.</param>
    /// <param name="now">How far the clock is ahead now.</param>
    public static void SetRight(PendingBatches pending, TimeSpan now)
    {
        for (var index = 0; index < pending.Batches.Count; index++)
        {
            if (pending.Batches[index] is { UnsetClock: { } offset } batch)
            {
                pending.Replace(index, batch with { Content = BatchContent.Shift(batch.Content, now - offset), UnsetClock = null });
            }
        }
    }
}
