namespace WasiHal.Cluster.Spoke;

/// <summary>The commits of an outbox: what they change, and after one of which no answer came, whether it was made. For one thread.</summary>
internal sealed class OutboxCommit(OutboxLedger ledger, OutboxBounds bounds, ClockOffset clock)
{
    private const int MostDeleted = 1024;
    private const int MostBytes = 128 * 1024;

    private (string Box, long Write)? _doubt;

    /// <summary>What a commit did.</summary>
    /// <param name="Before">The outbox before it.</param>
    /// <param name="Deleted">Confirmed batches that are gone.</param>
    /// <param name="Came">Batches that came in.</param>
    public sealed record Done(OutboxState Before, IReadOnlyList<KeyValuePair<long, long>> Deleted, IReadOnlyList<PackedBatch> Came);

    /// <summary>What is confirmed goes, what is too old or too much goes, some of what waits comes in.</summary>
    /// <param name="session">The outbox.</param>
    /// <param name="pending">What waits.</param>
    /// <param name="incarnation">This start.</param>
    /// <param name="ran">The outbox's clock.</param>
    /// <returns>Null when there was nothing to do.</returns>
    public Done? Write(OutboxSession session, PendingBatches pending, string incarnation, TimeSpan ran)
    {
        if (_doubt is { } doubt)
        {
            pending.Settle(session.State.Box == doubt.Box && session.State.Writes == doubt.Write);
            _doubt = null;
        }

        if (pending.IsEmpty && ledger.Confirmed.Batches == 0 && !bounds.HasTooOld(session, ran))
        {
            return null;
        }

        if (clock.IsSet)
        {
            UnsetTimes.SetRight(pending, clock.Now);
        }

        session.Begin();
        var (before, came) = (session.State, Group(pending.Batches));
        var state = Delete(session, before with { Ran = ran, Writes = before.Writes + 1 }, out var deleted);
        state = bounds.DropOld(session, state);
        foreach (var batch in came)
        {
            state = bounds.DropTooMuch(session, state);
            session.Add(new(state.Next, incarnation, batch.Readings, (long)ran.TotalMilliseconds, batch.Content));
            state = state with { Next = state.Next + 1, Taken = state.Taken + batch.Readings };
        }

        session.Save(state with { Taken = state.Taken + pending.Losses.Total, Lost = state.Lost + pending.Losses });
        pending.Doubt(came.Count);
        _doubt = (state.Box, state.Writes);
        session.Commit();
        _doubt = null;
        pending.Settle(isWritten: true);
        return new(before, deleted, came);
    }

    /// <summary>Only deletes what is confirmed: on a disk that is full nothing can come in before something goes, and that needs room only for itself.</summary>
    /// <param name="session">The outbox.</param>
    public Done MakeRoom(OutboxSession session)
    {
        var before = session.State;
        session.Begin();
        session.Save(Delete(session, before, out var deleted));
        session.Commit();
        return new(before, deleted, []);
    }

    private OutboxState Delete(OutboxSession session, OutboxState state, out IReadOnlyList<KeyValuePair<long, long>> deleted)
    {
        deleted = ledger.SomeConfirmed(MostDeleted);
        return state with { Confirmed = state.Confirmed + deleted.Where(batch => session.Delete(batch.Key)).Sum(batch => batch.Value) };
    }

    // Not more in one commit than the log is meant for.
    private static IReadOnlyList<PackedBatch> Group(IReadOnlyList<PackedBatch> batches)
    {
        var bytes = 0;
        return [.. batches.TakeWhile((batch, index) => (bytes += batch.Content.Length) <= MostBytes || index == 0)];
    }
}
