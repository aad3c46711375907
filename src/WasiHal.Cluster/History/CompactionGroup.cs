namespace WasiHal.Cluster.History;

/// <summary>The readings of one series that are put away together. For one thread.</summary>
internal sealed class CompactionGroup(int series)
{
    /// <summary>The series' number.</summary>
    public int Series { get; } = series;

    /// <summary>Its points.</summary>
    public List<StoredPoint> Points { get; private set; } = [];

    /// <summary>When the oldest of them was received.</summary>
    public long Since { get; private set; } = long.MaxValue;

    /// <summary>When the newest of them was received.</summary>
    public long Received { get; private set; } = long.MinValue;

    /// <summary>The chunk before them; null when there is none or it stays alone.</summary>
    public ChunkRow? Before { get; set; }

    /// <summary>Adds one.</summary>
    public void Add(in StoredReading reading, long received)
    {
        Points.Add(StoredPoint.Of(reading));
        (Since, Received) = (Math.Min(Since, received), Math.Max(Received, received));
    }

    /// <summary>Orders them by time.</summary>
    public void Sort() => Points = ChunkBuilder.Coarsen(Points, ChunkLevel.Raw);

    /// <summary>Makes chunks of them.</summary>
    /// <param name="keep">How long they are kept.</param>
    /// <param name="change">Gets them.</param>
    public void Change(TimeSpan keep, ChunkChange change)
    {
        var (points, since, received) = (Points, Since, Received);
        if (Before is { } row && ChunkBuilder.TakesMore(row, Points.Count, Received, keep) && row.Check == row.RightCheck)
        {
            points = ChunkBuilder.Coarsen(row.Open().Points.Concat(Points), ChunkLevel.Raw);
            (since, received) = (Math.Min(since, row.Since), Math.Max(received, row.Received));
            change.Old.Add(row);
        }

        ChunkBuilder.RequireAll(Points.Count + (points == Points ? 0 : Before!.Readings), points);
        change.New.AddRange(ChunkBuilder.Rows(new(Series, ChunkLevel.Raw, since, received, points)));
    }
}
