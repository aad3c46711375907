using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>The chunks. For one thread.</summary>
internal sealed class ChunkTable : IDisposable
{
    private const string Columns = "id, series, level, first, last, since, received, readings, points, data, row_check";

    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _inRange;
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _oldest;
    private readonly SqliteCommand _oldestOfSeries;
    private readonly SqliteCommand _oldestRows;
    private readonly SqliteCommand _any;

    /// <summary>Looks at the table.</summary>
    public ChunkTable(SqliteConnection connection)
    {
        _put = connection.Prepare(
            "INSERT INTO chunk (series, level, first, last, since, received, readings, points, data, row_check) VALUES ($series, $level, $first, $last, $since, $received, $readings, $points, $data, $check)",
            "$series", "$level", "$first", "$last", "$since", "$received", "$readings", "$points", "$data", "$check");
        _delete = connection.Prepare("DELETE FROM chunk WHERE id = $id", "$id");
        _inRange = connection.Prepare($"SELECT {Columns} FROM chunk WHERE series = $series AND last >= $from AND first <= $to AND id > $after ORDER BY id LIMIT $most", "$series", "$from", "$to", "$after", "$most");
        _newest = connection.Prepare($"SELECT {Columns} FROM chunk WHERE series = $series AND level = $level ORDER BY first DESC LIMIT 1", "$series", "$level");
        _oldest = connection.Prepare("SELECT series, first, received FROM chunk WHERE level = $level ORDER BY received LIMIT 1", "$level");
        _oldestOfSeries = connection.Prepare($"SELECT {Columns} FROM chunk WHERE series = $series AND level = $level AND received < $before ORDER BY first LIMIT $most", "$series", "$level", "$before", "$most");
        _oldestRows = connection.Prepare($"SELECT {Columns} FROM chunk WHERE level = $level AND received < $before ORDER BY received LIMIT $most", "$level", "$before", "$most");
        _any = connection.Prepare("SELECT 1 FROM chunk WHERE series = $series LIMIT 1", "$series");
        using var sum = connection.Prepare("SELECT coalesce(sum(readings), 0) FROM chunk INDEXED BY chunk_series");
        Readings = Convert.ToInt64(sum.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Readings in all of them.</summary>
    public long Readings { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="row">Its number is not looked at.</param>
    public void Put(ChunkRow row)
    {
        _put.With(row.Series, row.Level, row.First, row.Last, row.Since, row.Received, row.Readings, row.Points, row.Data, row.RightCheck).ExecuteNonQuery();
        Readings += row.Readings;
    }

    /// <summary>Deletes one.</summary>
    public void Delete(ChunkRow row)
    {
        _delete.With(row.Id).ExecuteNonQuery();
        Readings -= row.Readings;
    }

    /// <summary>Chunks of a series that may have points within a time.</summary>
    /// <param name="series">Its number.</param>
    /// <param name="from">The begin of the time.</param>
    /// <param name="to">Its end.</param>
    /// <param name="after">Only rows after this one.</param>
    /// <param name="most">No more of them.</param>
    public List<ChunkRow> InRange(int series, long from, long to, long after, int most) => Read(_inRange.With(series, from, to, after, most));

    /// <summary>The one with the newest points; null when there is none.</summary>
    public ChunkRow? Newest(int series, ChunkLevel level) => Read(_newest.With(series, (int)level)).FirstOrDefault();

    /// <summary>Of the one that was received first: the series, its first point, and when it was received.</summary>
    public (int Series, long First, long Received)? Oldest(ChunkLevel level)
    {
        using var reader = _oldest.With((int)level).ExecuteReader();
        return reader.Read() ? ((int)reader.Whole(0), reader.Whole(1), reader.Whole(2)) : null;
    }

    /// <summary>Those of a series that were received before a time, oldest points first.</summary>
    public List<ChunkRow> Before(int series, ChunkLevel level, long received, int most) => Read(_oldestOfSeries.With(series, (int)level, received, most));

    /// <summary>Those of any series that were received before a time, first ones first.</summary>
    public List<ChunkRow> OldestRows(ChunkLevel level, long received, int most) => Read(_oldestRows.With((int)level, received, most));

    /// <summary>Whether there is any of a series.</summary>
    public bool Any(int series) => _any.With(series).ExecuteScalar() is not null;

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_put, _delete, _inRange, _newest, _oldest, _oldestOfSeries, _oldestRows, _any])
        {
            command.Dispose();
        }
    }

    private static List<ChunkRow> Read(SqliteCommand command)
    {
        var rows = new List<ChunkRow>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new(reader.Whole(0), reader.Whole(1), reader.Whole(2), reader.Whole(3), reader.Whole(4), reader.Whole(5), reader.Whole(6), reader.Whole(7), reader.Whole(8), reader.Blob(9), reader.Whole(10)));
        }

        return rows;
    }
}
