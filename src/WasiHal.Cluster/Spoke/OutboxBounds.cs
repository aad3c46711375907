using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>Keeps an outbox within its bounds: the oldest batches go, and are counted in the same transaction.</summary>
/// <param name="maxBytes">Size of the file, a whole number of pages.</param>
/// <param name="maxAge">Time that a batch may wait.</param>
/// <param name="ledger">Says which batches are kept whatever the bounds.</param>
internal sealed class OutboxBounds(long maxBytes, TimeSpan maxAge, OutboxLedger ledger)
{
    /// <summary>Dropping begins here, so that there is room for a batch and for the work of deleting.</summary>
    public long SoftBytes { get; } = maxBytes - Math.Max(16 * DatabaseFile.PageBytes, maxBytes / 16);

    /// <summary>Whether the oldest batch has waited too long.</summary>
    /// <param name="session">The outbox.</param>
    /// <param name="ran">Its clock.</param>
    public bool HasTooOld(OutboxSession session, TimeSpan ran) => session.Oldest(0) is { } oldest && ran - oldest.TakenAt > maxAge;

    /// <summary>Drops what has waited too long.</summary>
    /// <param name="session">In a transaction.</param>
    /// <param name="state">Its state, with its clock.</param>
    /// <returns>The state with the dropped ones counted.</returns>
    public OutboxState DropOld(OutboxSession session, OutboxState state)
    {
        for (var oldest = session.Oldest(0); oldest is { } there && state.Ran - there.TakenAt > maxAge; oldest = session.Oldest(there.Sequence))
        {
            if (Drop(session, there.Sequence) is { } readings)
            {
                state = state with { Lost = state.Lost with { Age = state.Lost.Age + readings } };
            }
        }

        return state;
    }

    /// <summary>Drops until there is room for one more batch.</summary>
    /// <param name="session">In a transaction.</param>
    /// <param name="state">Its state.</param>
    /// <returns>The state with the dropped ones counted.</returns>
    public OutboxState DropTooMuch(OutboxSession session, OutboxState state)
    {
        var above = 0L;
        while (session.UsedBytes() > SoftBytes && session.Oldest(above) is { } there)
        {
            above = there.Sequence;
            if (Drop(session, above) is { } readings)
            {
                state = state with { Lost = state.Lost with { Bytes = state.Lost.Bytes + readings } };
            }
        }

        return state;
    }

    /// <summary>Makes a file smaller whose bound was lowered; SQLite never does by itself.</summary>
    /// <param name="session">Just opened.</param>
    public void Fit(OutboxSession session)
    {
        if (session.FileBytes() <= maxBytes)
        {
            return;
        }

        session.Begin();
        session.Save(DropTooMuch(session, session.State));
        session.Commit();
        try
        {
            session.Shrink(maxBytes);
        }
        catch (SqliteException full) when (DatabaseFile.IsFull(full))
        {
            // It needs room for a while, which there is not: it stays as large as it is, and is tried at the next start.
        }
    }

    private long? Drop(OutboxSession session, long sequence)
    {
        if (ledger.IsKept(sequence) || session.Find(sequence) is not { } row)
        {
            return null;
        }

        session.Delete(sequence);
        return row.Readings;
    }
}
