namespace WasiHal.Cluster.History;

/// <summary>Rows in which readings of a series are.</summary>
internal sealed class FoundReadings(HubSession session, SeriesRecord series, long first, long last, List<ChunkRow> chunks, List<JournalRow> journal)
{
    private readonly long _layout = session.Layout;

    /// <summary>The series' number.</summary>
    public int Series { get; } = series.Id;

    /// <summary>Its unit.</summary>
    public string Unit { get; } = series.Unit;

    /// <summary>The begin of what was looked for.</summary>
    public long First { get; } = first;

    /// <summary>Its end.</summary>
    public long Last { get; } = last;

    /// <summary>What was put away.</summary>
    public List<ChunkRow> Chunks { get; } = chunks;

    /// <summary>What came lately.</summary>
    public List<JournalRow> Journal { get; } = journal;

    /// <summary>Whether the database still is as it was when this was read.</summary>
    public bool IsStill(HubSession now) => now == session && now.Layout == _layout;
}
