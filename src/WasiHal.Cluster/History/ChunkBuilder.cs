namespace WasiHal.Cluster.History;

/// <summary>Makes rows of points: as few as there can be, none too large.</summary>
internal static class ChunkBuilder
{
    /// <summary>A chunk of fewer points is put together with the one that follows it.</summary>
    public const int Small = 512;

    private const int MostTextOfARow = 256 << 10;
    private const long Hour = 3_600_000, Day = 24 * Hour;

    private static readonly long[] StepOf = [1, 60_000, Hour];

    /// <summary>Whether a chunk is so small, and so young, that later points are put into it.</summary>
    /// <param name="row">The chunk.</param>
    /// <param name="points">How many points follow.</param>
    /// <param name="received">When the newest of them was received.</param>
    /// <param name="keep">How long such chunks are kept: what is put together must grow old together.</param>
    public static bool TakesMore(ChunkRow row, int points, long received, TimeSpan keep) =>
        row.Points < Small && points < Small && received - row.Since <= Math.Clamp(keep.TotalMilliseconds / 16, Hour, 30 * Day);

    /// <summary>The same points, coarser; points of one step and kind are one.</summary>
    /// <param name="points">In any order.</param>
    /// <param name="level">How coarse.</param>
    public static List<StoredPoint> Coarsen(IEnumerable<StoredPoint> points, ChunkLevel level)
    {
        var step = StepOf[(int)level];
        var all = new List<StoredPoint>();
        foreach (var point in points.OrderBy(point => point.Time))
        {
            var time = StoredTime.StepOf(point.Time, step);
            if (level != ChunkLevel.Raw && all.Count > 0 && all[^1].Time == time && all[^1].Kind == point.Kind)
            {
                all[^1] = all[^1].With(point);
            }
            else
            {
                all.Add(point with { Time = time });
            }
        }

        return all;
    }

    /// <summary>Refuses points that stand for more or fewer readings than they were made of.</summary>
    /// <param name="readings">Those.</param>
    /// <param name="points">The points.</param>
    /// <exception cref="InvalidOperationException">They do.</exception>
    public static void RequireAll(long readings, IReadOnlyList<StoredPoint> points)
    {
        var count = points.Sum(point => (long)point.Count);
        if (count != readings)
        {
            throw new InvalidOperationException($"{readings} readings became {count}.");
        }
    }

    /// <summary>Makes rows.</summary>
    /// <param name="chunk">Its points may be more than a row holds.</param>
    /// <exception cref="InvalidOperationException">What was made is not what it was made of. Nothing may take the place of readings that does not hold them.</exception>
    public static List<ChunkRow> Rows(Chunk chunk)
    {
        var rows = new List<ChunkRow>();
        for (var first = 0; first < chunk.Points.Count;)
        {
            var count = 0;
            var text = 0L;
            while (first + count < chunk.Points.Count && count < ChunkRow.MostPoints && text < MostTextOfARow)
            {
                text += chunk.Points[first + count].Text?.Length ?? 0;
                count++;
            }

            rows.Add(RowOf(chunk, [.. chunk.Points.Skip(first).Take(count)]));
            first += count;
        }

        return rows;
    }

    private static ChunkRow RowOf(Chunk chunk, StoredPoint[] points)
    {
        var data = ChunkCodec.Write(chunk.Level, points);
        return ChunkCodec.Read(data, chunk.Level, points.Length).SequenceEqual(points)
            ? new(0, chunk.Series, (long)chunk.Level, points[0].Time, points[^1].Time, chunk.Since, chunk.Received, points.Sum(point => (long)point.Count), points.Length, data, 0)
            : throw new InvalidOperationException($"A chunk of series {chunk.Series} does not hold its points.");
    }
}
