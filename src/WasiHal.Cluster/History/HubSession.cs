using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>
/// One opened <c>hub.db</c>: its tables, and what they say together with the journal. Made anew after each failure, from
/// what the disk has then. For one thread.
/// </summary>
internal sealed class HubSession : IDisposable
{
    private const long StateKey = 1, ClockKey = 2;

    // One damaged row says as much as a thousand, and the figure counts them all.
    private const int MostTold = 20;
    private const long MostReadings = 1_000_000;

    private readonly IHubEvents _events;
    private readonly RowWriter _writer = new();
    private readonly Dictionary<(string Table, long Row), long> _damaged = [];
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private long _foldedThrough;
    private long _damagedBefore;

    /// <summary>Reads what there is.</summary>
    /// <param name="connection">Open; stays its owner's.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="clock">Goes on where the database says.</param>
    /// <param name="events">Told of damage.</param>
    public HubSession(SqliteConnection connection, HistoryOptions options, HistoryClock clock, IHubEvents events)
    {
        (Connection, _events, Clock) = (connection, events, clock);
        (_begin, _commit) = (connection.Prepare("BEGIN IMMEDIATE"), connection.Prepare("COMMIT"));
        Series = new(connection, options.MaxSeries, Damage);
        Nodes = new(connection, Damage);
        Marks = new(connection, Damage);
        Chunks = new(connection);
        Journal = new(connection);
        ReadState();
        Replay();
        if (ReadMeta(ClockKey) is { } saved)
        {
            var reader = new RowReader(saved);
            clock.Restore(ref reader, Received);
        }
        else
        {
            SaveClock();
        }
    }

    /// <summary>The open database.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>The clock by which readings grow old.</summary>
    public HistoryClock Clock { get; }

    /// <summary>The series.</summary>
    public SeriesTable Series { get; }

    /// <summary>The nodes.</summary>
    public NodeTable Nodes { get; }

    /// <summary>Which batches were applied.</summary>
    public MarkTable Marks { get; }

    /// <summary>What was applied lately.</summary>
    public Journal Journal { get; }

    /// <summary>What was applied before.</summary>
    public ChunkTable Chunks { get; }

    /// <summary>When the newest row of the journal was received.</summary>
    public long Received { get; private set; }

    /// <summary>Changes whenever readings go from one place to another, or go. Who looks several times sees by it whether all of it fits together.</summary>
    public long Layout { get; private set; }

    /// <summary>Readings that were deleted because they were too old, or too many.</summary>
    public long Purged { get; set; }

    /// <summary>Readings that are gone because rows of them were damaged, as far as is known.</summary>
    public long Damaged => _damagedBefore + _damaged.Values.Sum();

    /// <summary>Bytes of pages that are used.</summary>
    public long UsedBytes => (Connection.Number("PRAGMA page_count") - Connection.Number("PRAGMA freelist_count")) * DatabaseFile.PageBytes;

    /// <summary>Bytes that were appended to the log since the connection was opened.</summary>
    public long WrittenBytes =>
        SQLitePCL.raw.sqlite3_db_status(Connection.Handle!, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0) == SQLitePCL.raw.SQLITE_OK ? pages * (DatabaseFile.PageBytes + 24L) : 0;

    /// <summary>Begins a transaction.</summary>
    public void Begin() => _begin.ExecuteNonQuery();

    /// <summary>Commits it: what it wrote is on the disk then.</summary>
    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Appends what was applied to the journal, and takes it into account.</summary>
    /// <returns>For each reading, whether it is the newest of its series now.</returns>
    public bool[] Append(JournalBatch batch)
    {
        Journal.Append(batch, Clock.Now);
        return Fold(batch, Journal.LastId, Clock.Now);
    }

    /// <summary>Ends a transaction in which readings went from one place to another, or went.</summary>
    public void CommitLayout()
    {
        Layout++;
        SaveState();
        Commit();
    }

    /// <summary>After a damaged file was carried over: what was applied and is in no row any more is damaged, for good.</summary>
    public void CountLost()
    {
        var lost = Nodes.All.Sum(node => node.Applied - node.Rejected) - Journal.Readings - Chunks.Readings - Purged - Damaged;

        // Below 0 a node's own row is lost, and nobody knows what was applied of it.
        if (lost > 0)
        {
            _damagedBefore += lost;
            Begin();
            SaveState();
            Commit();
        }
    }

    /// <summary>Writes nodes, series and counts as they are now, within the transaction of the caller.</summary>
    public void SaveState()
    {
        Marks.Prune(Nodes);
        Nodes.Save();
        Series.Save();
        _foldedThrough = Journal.LastId;
        WriteState(Connection, Journal.PutAway, _foldedThrough, Purged, _damagedBefore);
        SaveClock();
    }

    /// <summary>Writes what the database says of itself.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="putAway">The newest row of the journal that is in chunks.</param>
    /// <param name="foldedThrough">The newest row of the journal that is in nodes and series.</param>
    /// <param name="purged">Readings that were deleted.</param>
    /// <param name="damaged">Readings whose damaged rows were deleted.</param>
    public static void WriteState(SqliteConnection connection, long putAway, long foldedThrough, long purged, long damaged)
    {
        var writer = new RowWriter();
        foreach (var number in (ReadOnlySpan<long>)[putAway, foldedThrough, purged, damaged])
        {
            writer.Count(number);
        }

        PutMeta(connection, StateKey, writer);
    }

    /// <summary>What a chunk holds; null when it is damaged, which is told.</summary>
    public Chunk? Open(ChunkRow row)
    {
        try
        {
            return row.Open();
        }
        catch (RowDamagedException damage)
        {
            Damage("chunk", row.Id, damage.Message, row.Readings);
            return null;
        }
    }

    /// <summary>Takes note of a row that is not as it was written; each is told once.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="row">Which it is.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="readings">Readings that are gone with it, as far as is known.</param>
    public void Damage(string table, long row, string why, long readings)
    {
        if (_damaged.TryAdd((table, row), Math.Clamp(readings, 0, MostReadings)) && _damaged.Count <= MostTold)
        {
            _events.RowDamaged(Connection.DataSource, $"{table} {row}", why, readings);
        }
    }

    /// <summary>Takes note that damaged rows are deleted: they are counted for good.</summary>
    /// <param name="table">Their table.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="through">The last of them.</param>
    public void DamagedAreGone(string table, long from, long through)
    {
        foreach (var (key, readings) in _damaged.Where(damaged => damaged.Key.Table == table && damaged.Key.Row >= from && damaged.Key.Row <= through).ToArray())
        {
            _damagedBefore += readings;
            _damaged.Remove(key);
        }
    }

    public void Dispose()
    {
        Series.Dispose();
        Nodes.Dispose();
        Marks.Dispose();
        Chunks.Dispose();
        Journal.Dispose();
        _begin.Dispose();
        _commit.Dispose();
    }

    private void ReadState()
    {
        var putAway = 0L;
        if (ReadMeta(StateKey) is { } data)
        {
            var reader = new RowReader(data);
            (putAway, _foldedThrough, Purged, _damagedBefore) = (reader.Count(), reader.Count(), reader.Count(), reader.Count());
        }

        Journal.Begin(putAway, Connection.Number("SELECT coalesce(max(id), 0) FROM journal"));
    }

    private void Replay()
    {
        foreach (var row in Journal.Read(Journal.PutAway, long.MaxValue, Damage))
        {
            try
            {
                var batch = JournalCodec.Read(row.Data);
                Journal.Count(row);
                Received = Math.Max(Received, row.Received);
                Fold(batch, row.Id, row.Received);
            }
            catch (RowDamagedException damage)
            {
                Damage("journal", row.Id, damage.Message, row.Readings);
            }
        }
    }

    private bool[] Fold(JournalBatch batch, long row, long received)
    {
        if (batch.Name is { } name)
        {
            Marks.Note(batch.Node, name, batch.Hash);
        }

        var isNewest = new bool[batch.Readings.Count];
        var isKnown = row <= _foldedThrough;
        var node = Nodes.FindOrAdd(batch.Node);
        if (!isKnown)
        {
            node.Apply(batch);
            node.Hear(new(batch.Node, StoredTime.Of(batch.Heard), batch.ClockAhead is { } ahead ? TimeSpan.FromMilliseconds(ahead) : null, batch.Status), received);
        }

        var order = node.OrderOf(batch.Name, batch.SharesOutbox);
        for (var i = 0; i < isNewest.Length; i++)
        {
            var reading = batch.Readings[i];
            if (Series.Find(reading.Series) is { } series)
            {
                series.InJournal++;
                isNewest[i] = !isKnown && series.Take(reading, order, batch.ClockAhead ?? 0);
            }
        }

        return isNewest;
    }

    private void SaveClock()
    {
        _ = Clock.Now;
        _writer.Clear();
        Clock.Write(_writer);
        PutMeta(Connection, ClockKey, _writer);
    }

    private byte[]? ReadMeta(long key)
    {
        using var get = Connection.Prepare("SELECT data, row_check FROM meta WHERE key = $key", "$key");
        using var reader = get.With(key).ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var data = reader.Blob(0);

        // Without it nobody knows what was folded into the nodes, and what the journal adds to them.
        return reader.Whole(1) == RowCheck.Of([HubSchema.Meta, key], data) ? data : throw new DatabaseDamagedException($"row {key} of its state is damaged");
    }

    private static void PutMeta(SqliteConnection connection, long key, RowWriter writer)
    {
        var data = writer.Written.ToArray();
        using var put = connection.Prepare("INSERT OR REPLACE INTO meta (key, data, row_check) VALUES ($key, $data, $check)", "$key", "$data", "$check");
        put.With(key, data, RowCheck.Of([HubSchema.Meta, key], data)).ExecuteNonQuery();
    }
}
