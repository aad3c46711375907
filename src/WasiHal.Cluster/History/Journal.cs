using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>The rows of what was applied lately, one for each batch, in the order in which it was. For one thread.</summary>
internal sealed class Journal : IDisposable
{
    private readonly RowWriter _writer = new();
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _delete;

    /// <summary>Prepares its statements.</summary>
    public Journal(SqliteConnection connection)
    {
        _put = connection.Prepare("INSERT INTO journal (id, received, readings, data, row_check) VALUES ($id, $received, $readings, $data, $check)", "$id", "$received", "$readings", "$data", "$check");
        _get = connection.Prepare("SELECT id, received, readings, data, row_check FROM journal WHERE id > $after ORDER BY id", "$after");
        _delete = connection.Prepare("DELETE FROM journal WHERE id <= $through", "$through");
    }

    /// <summary>The newest row there ever was.</summary>
    public long LastId { get; private set; }

    /// <summary>The newest row that was put away.</summary>
    public long PutAway { get; private set; }

    /// <summary>Rows that there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Readings in them.</summary>
    public long Readings { get; private set; }

    /// <summary>Bytes of their content.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the oldest of them was received, if there is one.</summary>
    public long? Oldest { get; private set; }

    /// <summary>Says where the rows begin, before they are looked at.</summary>
    /// <param name="putAway">The newest row that was put away.</param>
    /// <param name="lastId">The newest row that there is, also a damaged one.</param>
    public void Begin(long putAway, long lastId) => (PutAway, LastId) = (putAway, Math.Max(putAway, lastId));

    /// <summary>Appends a row.</summary>
    public void Append(JournalBatch batch, long received)
    {
        _writer.Clear();
        JournalCodec.Write(_writer, batch);
        var data = _writer.Written.ToArray();
        var row = new JournalRow(LastId + 1, received, batch.Readings.Count, data);
        _put.With(row.Id, received, row.Readings, data, row.Check).ExecuteNonQuery();
        Count(row);
    }

    /// <summary>Takes a row into account that is there.</summary>
    public void Count(in JournalRow row)
    {
        LastId = Math.Max(LastId, row.Id);
        Rows++;
        Readings += row.Readings;
        Bytes += row.Data.Length;
        Oldest ??= row.Received;
    }

    /// <summary>Reads rows, oldest first.</summary>
    /// <param name="after">The row before the first one.</param>
    /// <param name="mostReadings">No further row when there are so many.</param>
    /// <param name="damaged">Told of what is not as it was written, with the readings that it held, as far as they can be known.</param>
    public List<JournalRow> Read(long after, long mostReadings, Action<string, long, string, long> damaged)
    {
        var rows = new List<JournalRow>();
        var readings = 0L;
        var expected = after + 1;
        using var reader = _get.With(after).ExecuteReader();
        while (readings < mostReadings && reader.Read())
        {
            var row = new JournalRow(reader.Whole(0), reader.Whole(1), reader.Whole(2), reader.Blob(3));
            if (reader.Whole(4) != row.Check)
            {
                damaged("journal", row.Id, "its check fails", row.Readings);
                expected = row.Id == expected ? expected + 1 : expected;
                continue;
            }

            if (row.Id != expected)
            {
                damaged("journal", expected, $"it is gone, and all before {row.Id}", 0);
            }

            rows.Add(row);
            (readings, expected) = (readings + row.Readings, row.Id + 1);
        }

        return rows;
    }

    /// <summary>Deletes rows whose readings are elsewhere now.</summary>
    /// <param name="through">The last of them.</param>
    /// <param name="rows">They.</param>
    /// <param name="oldest">When the oldest of those that stay was received, if there is one.</param>
    public void Delete(long through, List<JournalRow> rows, long? oldest)
    {
        _delete.With(through).ExecuteNonQuery();
        PutAway = through;
        Rows -= rows.Count;
        Oldest = oldest;
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(rows))
        {
            Readings -= row.Readings;
            Bytes -= row.Data.Length;
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _get.Dispose();
        _delete.Dispose();
    }
}
