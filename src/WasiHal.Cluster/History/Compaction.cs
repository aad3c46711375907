using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.History;

/// <summary>
/// Puts the oldest part of the journal into chunks. What takes time happens between two uses of the database; the change
/// itself is one transaction, so that every reading is in one place at every moment. Several runs
/// at once cost time and change nothing twice.
/// </summary>
internal sealed class Compaction(HubDatabase database, IOptions<HistoryOptions> options)
{
    /// <summary>A journal with so many readings, rows or bytes is put away, or one whose oldest row is so old.</summary>
    public const int MaxReadings = 100_000, MaxRows = 20_000, MaxBytes = 8 << 20;

    /// <summary>The age at which a row is put away.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>Runs when it is due.</summary>
    /// <param name="isForced">Whether it is due whenever there is a row.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Whether anything was put away; also when somebody else was faster.</returns>
    public async Task<bool> RunAsync(bool isForced, CancellationToken cancellationToken)
    {
        if (await database.UseAsync(session => Begin(session, isForced), cancellationToken).ConfigureAwait(false) is not { } run)
        {
            return false;
        }

        run.TakeApart();
        foreach (var group in run.Groups.Chunk(256))
        {
            await database.UseAsync(session => Join(session, group), cancellationToken).ConfigureAwait(false);
        }

        var change = new ChunkChange();
        foreach (var group in run.Groups)
        {
            group.Change(options.Value.Keep(ChunkLevel.Raw), change);
        }

        return await database.UseToMakeRoomAsync(session => Finish(session, run, change), cancellationToken).ConfigureAwait(false);
    }

    private static CompactionRun? Begin(HubSession session, bool isForced)
    {
        var journal = session.Journal;
        var isDue = journal.Rows > 0 && (isForced || journal.Readings >= MaxReadings || journal.Rows >= MaxRows || journal.Bytes >= MaxBytes || journal.Oldest < session.Clock.Before(MaxAge));
        return isDue ? new(session, journal.Read(journal.PutAway, MaxReadings, session.Damage)) : null;
    }

    // A series that speaks seldom would have a chunk of a few points for each hour.
    private static bool Join(HubSession session, IEnumerable<CompactionGroup> groups)
    {
        foreach (var group in groups)
        {
            group.Before = group.Points.Count < ChunkBuilder.Small ? session.Chunks.Newest(group.Series, ChunkLevel.Raw) : null;
        }

        return true;
    }

    private static bool Finish(HubSession session, CompactionRun run, ChunkChange change)
    {
        if (!run.IsStill(session))
        {
            // Opened anew since, or somebody else was faster: what was read may be elsewhere now.
            return true;
        }

        session.Begin();
        session.Journal.Delete(run.Through, run.Rows, run.OldestAfter(session));
        session.DamagedAreGone("journal", 0, run.Through);
        foreach (var batch in run.Batches)
        {
            if (batch.Name is { } name && session.Nodes.Find(batch.Node) is { } node)
            {
                session.Marks.Move(node, name, batch.Hash);
            }
        }

        change.Apply(session);
        foreach (var group in run.Groups)
        {
            if (session.Series.Find(group.Series) is { } series)
            {
                series.InJournal -= group.Points.Count;
            }
        }

        session.CommitLayout();
        return true;
    }
}
