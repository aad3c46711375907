using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>The series that the database knows: their names and numbers. Bounded, because names come from plugins. For one thread.</summary>
internal sealed class SeriesTable : IDisposable
{
    /// <summary>Series of one plugin.</summary>
    public const int MaxOfAPlugin = 1_000;

    /// <summary>Characters of each part of a name, and of a unit.</summary>
    public const int LongestName = Protocol.PushRules.MaxName;

    private readonly Dictionary<(SeriesId Name, string Unit), SeriesRecord> _byName = [];
    private readonly Dictionary<int, SeriesRecord> _byId = [];
    private readonly Dictionary<(string Node, string Plugin), int> _counts = [];
    private readonly RowWriter _writer = new();
    private readonly int _max;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private int _lastId;

    /// <summary>Reads the table.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="max">Series altogether.</param>
    /// <param name="damaged">Told of each row that is not as it was written.</param>
    public SeriesTable(SqliteConnection connection, int max, Action<string, long, string, long> damaged)
    {
        _max = max;
        _put = connection.Prepare("INSERT OR REPLACE INTO series (id, data, row_check) VALUES ($id, $data, $check)", "$id", "$data", "$check");
        _delete = connection.Prepare("DELETE FROM series WHERE id = $id", "$id");
        using var all = connection.Prepare("SELECT id, data, row_check FROM series ORDER BY id");
        using var reader = all.ExecuteReader();
        while (reader.Read())
        {
            var id = reader.Whole(0);
            _lastId = Math.Max(_lastId, (int)Math.Clamp(id, 0, int.MaxValue - 1));
            try
            {
                var data = reader.Blob(1);
                Add(reader.Whole(2) == RowCheck.Of([HubSchema.Series, id], data) ? SeriesRecord.Read(checked((int)id), data) : throw new RowDamagedException("its check fails"));
            }
            catch (RowDamagedException damage)
            {
                damaged("series", id, damage.Message, 0);
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<SeriesRecord> All => _byId.Values;

    /// <summary>One by its number; null when it is not known.</summary>
    public SeriesRecord? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>One, begun when it is new; null when there is no room for it or its name is too long.</summary>
    public SeriesRecord? FindOrAdd(SeriesId name, string unit)
    {
        if (_byName.TryGetValue((name, unit), out var known))
        {
            return known;
        }

        if (_byId.Count >= _max || _counts.GetValueOrDefault((name.Node, name.Plugin)) >= MaxOfAPlugin || _lastId == int.MaxValue - 1 || !IsShort(name.Plugin) || !IsShort(name.Sensor) || !IsShort(name.Quantity) || unit.Length > LongestName)
        {
            return null;
        }

        var series = new SeriesRecord(++_lastId, name, unit);
        Put(series);
        Add(series);
        return series;
    }

    /// <summary>The one that a name means now: of those in several units the one with the newest reading.</summary>
    public SeriesRecord? Newest(SeriesId name)
    {
        SeriesRecord? newest = null;
        foreach (var series in _byId.Values)
        {
            if (series.Name == name && (newest?.Newest is not { } known || (series.Newest is { } other && known.Order.IsUpTo(other.Order))))
            {
                newest = series;
            }
        }

        return newest;
    }

    /// <summary>Writes what changed.</summary>
    public void Save()
    {
        foreach (var series in _byId.Values)
        {
            if (series.IsChanged)
            {
                Put(series);
            }
        }
    }

    /// <summary>Forgets one of which nothing is left.</summary>
    public void Delete(SeriesRecord series)
    {
        _delete.With(series.Id).ExecuteNonQuery();
        _byId.Remove(series.Id);
        _byName.Remove((series.Name, series.Unit));
        var plugin = (series.Name.Node, series.Name.Plugin);
        if (--_counts[plugin] == 0)
        {
            _counts.Remove(plugin);
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
    }

    private static bool IsShort(string name) => name.Length is > 0 and <= LongestName;

    private void Add(SeriesRecord series)
    {
        _byId[series.Id] = series;
        _byName[(series.Name, series.Unit)] = series;
        var plugin = (series.Name.Node, series.Name.Plugin);
        _counts[plugin] = _counts.GetValueOrDefault(plugin) + 1;
    }

    private void Put(SeriesRecord series)
    {
        _writer.Clear();
        series.Write(_writer);
        var data = _writer.Written.ToArray();
        _put.With(series.Id, data, RowCheck.Of([HubSchema.Series, series.Id], data)).ExecuteNonQuery();
        series.IsChanged = false;
    }
}
