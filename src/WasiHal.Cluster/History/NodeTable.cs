using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>The nodes that the hub was ever told of. For one thread.</summary>
internal sealed class NodeTable : IDisposable
{
    private readonly Dictionary<string, NodeRecord> _byName = new(StringComparer.Ordinal);
    private readonly RowWriter _writer = new();
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private int _lastId;

    /// <summary>Reads the table.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="damaged">Told of each row that is not as it was written.</param>
    public NodeTable(SqliteConnection connection, Action<string, long, string, long> damaged)
    {
        _put = connection.Prepare("INSERT OR REPLACE INTO node (id, data, row_check) VALUES ($id, $data, $check)", "$id", "$data", "$check");
        _delete = connection.Prepare("DELETE FROM node WHERE id = $id", "$id");
        using var all = connection.Prepare("SELECT id, data, row_check FROM node ORDER BY id");
        using var reader = all.ExecuteReader();
        while (reader.Read())
        {
            var id = reader.Whole(0);
            _lastId = Math.Max(_lastId, (int)Math.Clamp(id, 0, int.MaxValue - 1));
            try
            {
                var data = reader.Blob(1);
                var node = reader.Whole(2) == RowCheck.Of([HubSchema.Node, id], data) ? NodeRecord.Read(checked((int)id), data) : throw new RowDamagedException("its check fails");
                _byName[node.Name] = node;
            }
            catch (RowDamagedException damage)
            {
                damaged("node", id, damage.Message, 0);
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _byName.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<NodeRecord> All => _byName.Values;

    /// <summary>One; null when it is not known.</summary>
    public NodeRecord? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>One, begun when it is new.</summary>
    public NodeRecord FindOrAdd(string name)
    {
        if (!_byName.TryGetValue(name, out var node))
        {
            _byName[name] = node = new(++_lastId, name);
        }

        return node;
    }

    /// <summary>Writes what changed.</summary>
    public void Save()
    {
        foreach (var node in _byName.Values.Where(node => node.IsChanged))
        {
            _writer.Clear();
            node.Write(_writer);
            var data = _writer.Written.ToArray();
            _put.With(node.Id, data, RowCheck.Of([HubSchema.Node, node.Id], data)).ExecuteNonQuery();
            node.IsChanged = false;
        }
    }

    /// <summary>Forgets one.</summary>
    public void Delete(NodeRecord node)
    {
        _delete.With(node.Id).ExecuteNonQuery();
        _byName.Remove(node.Name);
    }

    public void Dispose()
    {
        _put.Dispose();
        _delete.Dispose();
    }
}
