using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// The statements of an outbox over one connection. Batches and what the outbox knows of itself are rows of one table: in
/// quiet times they are on one page of the disk, and an SD card pays for pages.
/// </summary>
internal sealed class OutboxSession : IDisposable
{
    /// <summary>What the file is.</summary>
    public static readonly DatabaseKind Kind = new(
        "the outbox",
        0x5748_6F62,
        ["CREATE TABLE batch (sequence INTEGER PRIMARY KEY, incarnation TEXT NOT NULL, readings INTEGER NOT NULL, taken_at INTEGER NOT NULL, content BLOB NOT NULL, row_check INTEGER NOT NULL)"]);

    // Long enough that it is rarely written back, and short enough that the ballast has room for all of it when the disk is full.
    private const int LogPages = 64;
    private const string Columns = "sequence, incarnation, readings, taken_at, content, row_check";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _oldest;
    private readonly SqliteCommand _upwards;
    private readonly SqliteCommand _downwards;
    private bool _isInTransaction;

    /// <summary>Over an open connection.</summary>
    /// <param name="connection">Of an outbox.</param>
    public OutboxSession(SqliteConnection connection)
    {
        _connection = connection;
        connection.Execute($"PRAGMA wal_autocheckpoint = {LogPages}");
        _put = connection.Prepare($"INSERT OR REPLACE INTO batch ({Columns}) VALUES ($s, $i, $r, $t, $c, $k)", "$s", "$i", "$r", "$t", "$c", "$k");
        _delete = connection.Prepare("DELETE FROM batch WHERE sequence = $s", "$s");
        _oldest = connection.Prepare("SELECT sequence, taken_at FROM batch WHERE sequence > $s ORDER BY sequence LIMIT 1", "$s");
        _upwards = connection.Prepare($"SELECT {Columns} FROM batch WHERE sequence > $s ORDER BY sequence", "$s");
        _downwards = connection.Prepare($"SELECT {Columns} FROM batch WHERE sequence > $s ORDER BY sequence DESC", "$s");
    }

    /// <summary>What the outbox knows of itself; set before a commit by <see cref="Save"/>.</summary>
    public OutboxState State { get; private set; } = new() { Box = "" };

    /// <summary>Batches in it.</summary>
    public long Batches { get; private set; }

    /// <summary>Reads what the outbox knows of itself.</summary>
    /// <returns>Whether there is anything: not in a new file.</returns>
    /// <exception cref="DatabaseDamagedException">It is not as it was written.</exception>
    public bool Load()
    {
        using var command = _connection.Prepare($"SELECT {Columns} FROM batch WHERE sequence = 0");
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return _connection.Number("SELECT count(*) FROM batch") == 0 ? false : throw new DatabaseDamagedException("it does not know itself any more");
        }

        State = Row(reader) is { } row && OutboxState.Read(row.Incarnation, row.Content) is { } state
            ? state
            : throw new DatabaseDamagedException("what it knows of itself is not as it was written");
        Batches = _connection.Number("SELECT count(*) FROM batch WHERE sequence > 0");
        return true;
    }

    /// <summary>Whether the batches are those of which the outbox knows, as far as their number of readings and their sequences say.</summary>
    public bool IsConsistent() =>
        _connection.Number("SELECT coalesce(sum(readings), 0) FROM batch WHERE sequence > 0") == State.Held
        && _connection.Number("SELECT coalesce(max(sequence), 0) FROM batch") < State.Next
        && _connection.Number("SELECT min(sequence) FROM batch") == 0;

    /// <summary>Begins a transaction. A failure ends the connection, and the transaction with it.</summary>
    public void Begin()
    {
        _connection.Execute("BEGIN IMMEDIATE");
        _isInTransaction = true;
    }

    /// <summary>Ends it: what it did is on the disk.</summary>
    public void Commit()
    {
        _connection.Execute("COMMIT");
        _isInTransaction = false;
    }

    /// <summary>Ends it, if one was begun, as if it had never been; what was counted in it is read anew.</summary>
    public void Rollback()
    {
        if (_isInTransaction)
        {
            _connection.Execute("ROLLBACK");
            _isInTransaction = false;
            Load();
        }
    }

    /// <summary>Stores what the outbox knows of itself.</summary>
    /// <param name="state">The new state.</param>
    public void Save(OutboxState state)
    {
        Put(new(0, state.Box, 0, 0, state.ToBytes()));
        State = state;
    }

    /// <summary>Stores a new batch.</summary>
    /// <param name="row">The batch.</param>
    public void Add(OutboxRow row)
    {
        Put(row);
        Batches++;
    }

    /// <summary>Stores a batch in the place of the one with its number.</summary>
    /// <param name="row">The batch.</param>
    public void Put(OutboxRow row) => _put.With(row.Sequence, row.Incarnation, row.Readings, row.TakenAt, row.Content, row.Check()).ExecuteNonQuery();

    /// <summary>Removes a batch.</summary>
    /// <param name="sequence">Its number.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(long sequence)
    {
        var isGone = _delete.With(sequence).ExecuteNonQuery() > 0;
        Batches -= isGone ? 1 : 0;
        return isGone;
    }

    /// <summary>A batch; null when there is none.</summary>
    /// <param name="sequence">Its number.</param>
    /// <exception cref="BatchDamagedException">It is not as it was written.</exception>
    public OutboxRow? Find(long sequence)
    {
        using var reader = _upwards.With(sequence - 1).ExecuteReader();
        return reader.Read() && reader.GetInt64(0) == sequence ? Row(reader) ?? throw new BatchDamagedException() : null;
    }

    /// <summary>The lowest batch above a number: its own, and when it was taken in.</summary>
    /// <param name="above">The number; 0 for the oldest of all.</param>
    /// <exception cref="BatchDamagedException">It is not as it was written.</exception>
    public (long Sequence, TimeSpan TakenAt)? Oldest(long above)
    {
        using var reader = _oldest.With(above).ExecuteReader();
        return !reader.Read() ? null
            : reader.GetValue(0) is long sequence && reader.GetValue(1) is long takenAt ? (sequence, TimeSpan.FromMilliseconds(takenAt))
            : throw new BatchDamagedException();
    }

    /// <summary>Batches above a number, one after the other: each with its number, and what gives its row, null for one that is damaged.</summary>
    /// <param name="above">The number; 0 for all.</param>
    /// <param name="isUpwards">Whether the oldest comes first.</param>
    public IEnumerable<(long Sequence, Func<OutboxRow?> Row)> RowsAbove(long above, bool isUpwards)
    {
        using var reader = (isUpwards ? _upwards : _downwards).With(above).ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), () => Row(reader));
        }
    }

    /// <summary>Writes the log back and gives its room to the disk.</summary>
    public void PutLogAway() => _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Bytes of its pages that hold something.</summary>
    public long UsedBytes() => (_connection.Number("PRAGMA page_count") - _connection.Number("PRAGMA freelist_count")) * DatabaseFile.PageBytes;

    /// <summary>Bytes of the file.</summary>
    public long FileBytes() => _connection.Number("PRAGMA page_count") * DatabaseFile.PageBytes;

    /// <summary>Makes the file as small as what it holds, and bounds it.</summary>
    /// <param name="maxBytes">The bound.</param>
    public void Shrink(long maxBytes)
    {
        _connection.Execute("VACUUM");
        _connection.Execute($"PRAGMA max_page_count = {maxBytes / DatabaseFile.PageBytes}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_put, _delete, _oldest, _upwards, _downwards])
        {
            command.Dispose();
        }
    }

    private static OutboxRow? Row(SqliteDataReader reader) =>
        OutboxRow.Verify(reader.GetValue(0), reader.GetValue(1), reader.GetValue(2), reader.GetValue(3), reader.GetValue(4), reader.GetValue(5));
}
