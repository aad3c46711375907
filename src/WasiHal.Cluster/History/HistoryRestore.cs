namespace WasiHal.Cluster.History;

/// <summary>Shows after a start what was known before it: the newest reading of every series, and the last hour.</summary>
internal sealed class HistoryRestore(HubDatabase database, IReadingStore store, RecentHistory recent, TimeProvider time)
{
    /// <summary>Opens the database and reads it.</summary>
    /// <exception cref="Durable.DatabaseUnavailableException">It cannot be opened.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - RecentHistory.Window;
        var (newest, lastHour) = await database.UseAsync(session => (Newest(session), LastHour(session, since)), cancellationToken).ConfigureAwait(false);
        await store.AcceptAsync(newest, cancellationToken).ConfigureAwait(false);
        await recent.AcceptAsync(lastHour, cancellationToken).ConfigureAwait(false);
    }

    private static Reading[] Newest(HubSession session)
    {
        var newest = new Dictionary<SeriesId, SeriesRecord>();
        foreach (var series in session.Series.All)
        {
            if (series.Newest is { } own && (!newest.TryGetValue(series.Name, out var other) || other.Newest!.Order.IsUpTo(own.Order)))
            {
                newest[series.Name] = series;
            }
        }

        return [.. newest.Values.Select(series => ReadingOf(series, series.Newest!.Value, series.Newest.Time, series.Newest.ClockAhead))];
    }

    private static Reading[] LastHour(HubSession session, DateTimeOffset since)
    {
        var readings = new List<Reading>();
        foreach (var row in session.Journal.Read(session.Journal.PutAway, long.MaxValue, session.Damage))
        {
            var batch = JournalCodec.Read(row.Data);
            foreach (var reading in batch.Readings)
            {
                if (session.Series.Find(reading.Series) is { } series && ReadingOf(series, reading.Value, reading.Time, batch.ClockAhead ?? 0) is var whole && whole.TimeHere >= since)
                {
                    readings.Add(whole);
                }
            }
        }

        foreach (var series in session.Series.All)
        {
            var ahead = series.Newest?.ClockAhead ?? 0;
            foreach (var row in session.Chunks.InRange(series.Id, since.ToUnixTimeMilliseconds() + Math.Min(0, ahead), long.MaxValue, 0, int.MaxValue))
            {
                if (row.Level == (long)ChunkLevel.Raw)
                {
                    readings.AddRange(session.Open(row)?.Points.Select(point => ReadingOf(series, ValueOf(point), point.Time, ahead)).Where(reading => reading.TimeHere >= since) ?? []);
                }
            }
        }

        // Of equal times in the order in which they were applied: the sort is stable.
        return [.. readings.OrderBy(reading => reading.Time)];
    }

    private static ReadingValue ValueOf(in StoredPoint point) => point.Kind switch
    {
        ReadingValueKind.Number => ReadingValue.FromNumber(point.Value),
        ReadingValueKind.Flag => ReadingValue.FromFlag(point.Value != 0),
        _ => ReadingValue.FromText(point.Text ?? ""),
    };

    private static Reading ReadingOf(SeriesRecord series, ReadingValue value, long time, long ahead)
    {
        var (node, plugin, sensor, quantity) = series.Name;
        var expected = TimeSpan.FromMilliseconds(series.Newest?.ExpectedEvery ?? 0);
        return new(node, plugin, new(sensor, quantity, value, series.Unit), StoredTime.Of(time), expected) { ClockSkew = TimeSpan.FromMilliseconds(ahead) };
    }
}
