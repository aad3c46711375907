namespace WasiHal.Cluster.History;

/// <summary>Deletes the oldest readings, counts them, and forgets series and nodes of which nothing is left.</summary>
internal sealed class Retention(HubDatabase database)
{
    private const int MostRows = 64;

    /// <summary>Deletes what is older.</summary>
    /// <param name="level">Of what coarseness.</param>
    /// <param name="age">What was received longer ago.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Rows that were deleted.</returns>
    public Task<int> RunAsync(ChunkLevel level, TimeSpan age, CancellationToken cancellationToken) =>
        database.UseToMakeRoomAsync(session => Delete(session, session.Chunks.OldestRows(level, session.Clock.Before(age), MostRows)), cancellationToken);

    /// <summary>Deletes the oldest rows there are, whatever their age.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Rows that were deleted.</returns>
    public Task<int> DeleteOldestAsync(CancellationToken cancellationToken) => database.UseToMakeRoomAsync(
        session =>
        {
            var oldest = Enum.GetValues<ChunkLevel>().Select(level => (Level: level, session.Chunks.Oldest(level)?.Received)).Where(one => one.Received is not null).OrderBy(one => one.Received).Select(one => (ChunkLevel?)one.Level).FirstOrDefault();
            return oldest is { } level ? Delete(session, session.Chunks.OldestRows(level, long.MaxValue, MostRows)) : 0;
        },
        cancellationToken);

    /// <summary>Forgets nodes that were not heard from for so long that nothing of them is left.</summary>
    /// <param name="own">The node itself.</param>
    /// <param name="age">Since when.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<bool> ForgetNodesAsync(string own, TimeSpan age, CancellationToken cancellationToken) => database.UseAsync(
        session =>
        {
            var before = session.Clock.Before(age);
            var inUse = session.Series.All.Select(series => series.Name.Node).ToHashSet(StringComparer.Ordinal);
            var gone = session.Nodes.All.Where(node => node.Received < before && node.Name != own && !inUse.Contains(node.Name)).ToArray();
            if (gone.Length == 0)
            {
                return false;
            }

            session.Begin();
            foreach (var node in gone)
            {
                session.Marks.Forget(node.Id);
                session.Nodes.Delete(node);
            }

            session.SaveState();
            session.Commit();
            return true;
        },
        cancellationToken);

    private static int Delete(HubSession session, List<ChunkRow> rows)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        session.Begin();
        var purged = 0L;
        foreach (var row in rows)
        {
            if (session.Open(row) is not null)
            {
                purged += row.Readings;
            }

            session.Chunks.Delete(row);
            session.DamagedAreGone("chunk", row.Id, row.Id);
        }

        session.Purged += purged;
        foreach (var id in rows.Select(row => (int)row.Series).Distinct())
        {
            if (session.Series.Find(id) is { InJournal: 0 } series && !session.Chunks.Any(id))
            {
                session.Series.Delete(series);
            }
        }

        session.CommitLayout();
        return rows.Count;
    }
}
