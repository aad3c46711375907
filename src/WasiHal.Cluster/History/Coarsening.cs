using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.History;

/// <summary>
/// Makes the oldest stretch of one series coarser: readings become minutes, minutes become hours. The sum of counts stays
/// as it is. Several runs at once cost time
/// and change nothing twice.
/// </summary>
internal sealed class Coarsening(HubDatabase database, IOptions<HistoryOptions> options)
{
    private const int MostRows = 64;

    /// <summary>Runs when there is something old enough.</summary>
    /// <param name="level">What becomes coarser.</param>
    /// <param name="age">Readings that were received longer ago.</param>
    /// <param name="slack">Only when there are some that were received longer ago by this, so that many are done at once.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>Whether there was; also when somebody else was faster.</returns>
    public async Task<bool> RunAsync(ChunkLevel level, TimeSpan age, TimeSpan slack, CancellationToken cancellationToken)
    {
        var coarser = level + 1;
        var found = await database.UseAsync(session => Find(session, level, age, slack), cancellationToken).ConfigureAwait(false);
        if (found is not var (session, layout, rows, last) || rows.Count == 0)
        {
            return false;
        }

        var change = new ChunkChange();
        change.Old.AddRange(rows);
        var sound = rows.Where(row => row.Check == row.RightCheck).ToArray();
        var points = ChunkBuilder.Coarsen(sound.SelectMany(row => row.Open().Points), coarser);
        if (points.Count > 0)
        {
            var (since, received) = (sound.Min(row => row.Since), sound.Max(row => row.Received));
            if (last is not null && last.Check == last.RightCheck && ChunkBuilder.TakesMore(last, points.Count, received, options.Value.Keep(coarser)))
            {
                points = ChunkBuilder.Coarsen(last.Open().Points.Concat(points), coarser);
                (since, received) = (Math.Min(since, last.Since), Math.Max(received, last.Received));
                change.Old.Add(last);
            }

            ChunkBuilder.RequireAll(sound.Sum(row => row.Readings) + (change.Old.Count > rows.Count ? last!.Readings : 0), points);
            change.New.AddRange(ChunkBuilder.Rows(new((int)rows[0].Series, coarser, since, received, points)));
        }

        return await database.UseToMakeRoomAsync(now => now != session || now.Layout != layout || Finish(now, rows, change), cancellationToken).ConfigureAwait(false);
    }

    private static (HubSession Session, long Layout, List<ChunkRow> Rows, ChunkRow? Last)? Find(HubSession session, ChunkLevel level, TimeSpan age, TimeSpan slack)
    {
        if (session.Chunks.Oldest(level) is not { } oldest || oldest.Received >= session.Clock.Before(age + slack))
        {
            return null;
        }

        return (session, session.Layout, session.Chunks.Before(oldest.Series, level, session.Clock.Before(age), MostRows), session.Chunks.Newest(oldest.Series, level + 1));
    }

    private static bool Finish(HubSession session, List<ChunkRow> rows, ChunkChange change)
    {
        session.Begin();
        foreach (var row in rows.Where(row => row.Check != row.RightCheck))
        {
            // Nobody can make anything of it any more; it is counted before it goes.
            session.Open(row);
        }

        change.Apply(session);
        session.CommitLayout();
        return true;
    }
}
