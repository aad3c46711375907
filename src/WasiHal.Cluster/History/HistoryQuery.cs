namespace WasiHal.Cluster.History;

/// <summary>
/// Looks readings up in the database: in chunks and in the journal. What is found is taken apart after the database was left
/// to others; what does not come in one go is fetched in several, which fit together or are fetched anew.
/// </summary>
internal sealed class HistoryQuery(HubDatabase database) : IHistorySource
{
    private const int RowsOfAGo = 256;
    private const int Tries = 4;

    private static readonly TimeSpan[] LengthOf = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)];
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    public async Task<HistoryAnswer?> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            // Where it is moved about all the time, the last try takes all in one go.
            var most = tries < Tries ? RowsOfAGo : int.MaxValue;
            var found = await database.UseAsync(session => Begin(session, series, from, to, most), cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return null;
            }

            var isWhole = found.Chunks.Count < most;
            while (!isWhole && await database.UseAsync(session => More(session, found, most), cancellationToken).ConfigureAwait(false) is { } more)
            {
                found.Chunks.AddRange(more);
                isWhole = more.Count < most;
            }

            if (isWhole)
            {
                return await AnswerAsync(found, new(from, to, step), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FoundReadings? Begin(HubSession session, SeriesId name, DateTimeOffset from, DateTimeOffset to, int most)
    {
        if (session.Series.Newest(name) is not { } series)
        {
            return null;
        }

        var (first, last) = (from.ToUnixTimeMilliseconds() - Longest, to.ToUnixTimeMilliseconds());
        return new(session, series, first, last, session.Chunks.InRange(series.Id, first, last, 0, most), series.InJournal > 0 ? session.Journal.Read(session.Journal.PutAway, long.MaxValue, session.Damage) : []);
    }

    private static List<ChunkRow>? More(HubSession session, FoundReadings found, int most) =>
        found.IsStill(session) ? session.Chunks.InRange(found.Series, found.First, found.Last, found.Chunks[^1].Id, most) : null;

    private async Task<HistoryAnswer> AnswerAsync(FoundReadings found, StepBuckets steps, CancellationToken cancellationToken)
    {
        var damaged = new List<ChunkRow>();
        foreach (var row in found.Chunks.OrderBy(row => row.First))
        {
            try
            {
                foreach (var point in row.Open().Points)
                {
                    steps.Add(point.At(StoredTime.Of(point.Time)), LengthOf[row.Level]);
                }
            }
            catch (RowDamagedException)
            {
                damaged.Add(row);
            }
        }

        foreach (var row in found.Journal)
        {
            foreach (var reading in JournalCodec.Read(row.Data).Readings)
            {
                if (reading.Series == found.Series)
                {
                    steps.Add(StoredPoint.Of(reading).At(StoredTime.Of(reading.Time)), TimeSpan.Zero);
                }
            }
        }

        if (damaged.Count > 0)
        {
            await database.UseAsync(session => damaged.TrueForAll(row => session.Open(row) is null), cancellationToken).ConfigureAwait(false);
        }

        return new(found.Unit, steps.Points);
    }
}
