namespace WasiHal.Cluster.History;

/// <summary>The part of the journal that one compaction puts away. For one thread.</summary>
internal sealed class CompactionRun
{
    private readonly Dictionary<int, CompactionGroup> _groups = [];

    private readonly HubSession _session;
    private readonly long _layout;

    /// <summary>Takes note of it, in a turn of the database.</summary>
    /// <param name="session">Where it was read.</param>
    /// <param name="rows">Its rows, those whose check holds.</param>
    public CompactionRun(HubSession session, List<JournalRow> rows)
    {
        (_session, _layout, Rows) = (session, session.Layout, rows);
        Through = rows.Count > 0 ? rows[^1].Id : session.Journal.LastId;
    }

    /// <summary>Its rows.</summary>
    public List<JournalRow> Rows { get; }

    /// <summary>What they hold.</summary>
    public List<JournalBatch> Batches { get; } = [];

    /// <summary>Its last row.</summary>
    public long Through { get; }

    /// <summary>Its series.</summary>
    public IReadOnlyCollection<CompactionGroup> Groups => _groups.Values;

    /// <summary>Whether the database still is as it was when this was read.</summary>
    public bool IsStill(HubSession session) => session == _session && session.Layout == _layout;

    /// <summary>Sorts the readings by series and time.</summary>
    public void TakeApart()
    {
        foreach (var row in Rows)
        {
            var batch = JournalCodec.Read(row.Data);
            Batches.Add(batch);
            foreach (var reading in batch.Readings)
            {
                if (!_groups.TryGetValue(reading.Series, out var group))
                {
                    _groups[reading.Series] = group = new(reading.Series);
                }

                group.Add(reading, row.Received);
            }
        }

        foreach (var group in Groups)
        {
            group.Sort();
        }
    }

    /// <summary>When the oldest row after it was received, if there is one.</summary>
    public long? OldestAfter(HubSession session) => session.Journal.LastId > Through ? session.Journal.Read(Through, 1, static (_, _, _, _) => { }).Select(row => (long?)row.Received).FirstOrDefault() : null;
}
