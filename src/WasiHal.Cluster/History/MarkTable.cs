using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>
/// Which batches were applied, with a hash of each. Those of the journal are its own rows and are only held in memory; the
/// table has those of batches that the journal no longer has. For one thread.
/// </summary>
internal sealed class MarkTable : IDisposable
{
    /// <summary>Marks that are kept of a start whose sender never says what its outbox still has.</summary>
    public const int MaxOfSilent = 10_000;

    /// <summary>Marks above the floor that a sender tells. One that goes beyond has stood still at its floor for days, and is not served until it moves.</summary>
    public const int MaxOfTelling = 100_000;

    private readonly Dictionary<(string Node, BatchName Batch), UInt128> _ofJournal = [];
    private readonly Dictionary<(int Node, string Incarnation), Stored> _stored = [];
    private readonly Action<string, long, string, long> _damaged;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _deleteBelow;
    private readonly SqliteCommand _deleteOfNode;
    private readonly SqliteCommand _nthNewest;

    /// <summary>Looks at the table.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="damaged">Told of each row that is not as it was written.</param>
    public MarkTable(SqliteConnection connection, Action<string, long, string, long> damaged)
    {
        _damaged = damaged;
        _get = connection.Prepare("SELECT hash, row_check FROM mark WHERE node = $node AND incarnation = $incarnation AND sequence = $sequence", "$node", "$incarnation", "$sequence");
        _put = connection.Prepare("INSERT OR REPLACE INTO mark (node, incarnation, sequence, hash, row_check) VALUES ($node, $incarnation, $sequence, $hash, $check)", "$node", "$incarnation", "$sequence", "$hash", "$check");
        _deleteBelow = connection.Prepare("DELETE FROM mark WHERE node = $node AND incarnation = $incarnation AND sequence < $floor", "$node", "$incarnation", "$floor");
        _deleteOfNode = connection.Prepare("DELETE FROM mark WHERE node = $node", "$node");
        _nthNewest = connection.Prepare($"SELECT sequence FROM mark WHERE node = $node AND incarnation = $incarnation ORDER BY sequence DESC LIMIT 1 OFFSET {MaxOfSilent - 1}", "$node", "$incarnation");
        using var all = connection.Prepare("SELECT node, incarnation, count(*), max(sequence) FROM mark GROUP BY node, incarnation");
        using var reader = all.ExecuteReader();
        while (reader.Read())
        {
            _stored[((int)reader.Whole(0), reader.GetString(1))] = new((int)reader.Whole(2), reader.Whole(3));
        }
    }

    /// <summary>The hash of a batch that was applied; null when it was not, as far as marks say.</summary>
    public UInt128? Find(NodeRecord node, BatchName batch)
    {
        if (_ofJournal.TryGetValue((node.Name, batch), out var hash))
        {
            return hash;
        }

        // Nearly every batch is newer than all that are stored; then there is nothing to look for.
        if (!_stored.TryGetValue((node.Id, batch.Incarnation), out var stored) || batch.Sequence > stored.Highest)
        {
            return null;
        }

        using var reader = _get.With(node.Id, batch.Incarnation, batch.Sequence).ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var data = reader.Blob(0);
        if (data.Length == 16 && reader.Whole(1) == CheckOf(node.Id, batch, data))
        {
            return BinaryPrimitives.ReadUInt128LittleEndian(data);
        }

        _damaged("mark", batch.Sequence, $"that of batch {batch.Incarnation} of {node.Name}: its check fails", 0);
        return null;
    }

    /// <summary>How many marks of a start the table has.</summary>
    public int CountOf(NodeRecord node, string incarnation) => _stored.GetValueOrDefault((node.Id, incarnation)).Count;

    /// <summary>Whether a sender has so many batches above its floor that no more are taken.</summary>
    public bool IsFull(NodeRecord node, string incarnation) => CountOf(node, incarnation) >= MaxOfTelling;

    /// <summary>Remembers a batch that the journal has.</summary>
    public void Note(string node, BatchName batch, UInt128 hash) => _ofJournal[(node, batch)] = hash;

    /// <summary>Moves the mark of a batch that leaves the journal into the table, unless it is below the floor.</summary>
    public void Move(NodeRecord node, BatchName batch, UInt128 hash)
    {
        _ofJournal.Remove((node.Name, batch));
        if (batch.Incarnation.Length == 0 || node.IsBelowFloor(batch))
        {
            return;
        }

        var data = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(data, hash);
        _put.With(node.Id, batch.Incarnation, batch.Sequence, data, CheckOf(node.Id, batch, data)).ExecuteNonQuery();
        var stored = _stored.GetValueOrDefault((node.Id, batch.Incarnation));
        _stored[(node.Id, batch.Incarnation)] = new(stored.Count + 1, Math.Max(stored.Highest, batch.Sequence));
    }

    /// <summary>Deletes marks that are below a floor, and raises the floor of a start whose sender tells none. Changes the nodes: save them after.</summary>
    public void Prune(NodeTable nodes)
    {
        var byId = nodes.All.ToDictionary(node => node.Id);
        foreach (var ((id, incarnation), stored) in _stored.ToArray())
        {
            if (!byId.TryGetValue(id, out var node))
            {
                Forget(id);
                continue;
            }

            if (!node.TellsFloor(incarnation) && stored.Count > MaxOfSilent && _nthNewest.With(id, incarnation).ExecuteScalar() is long floor)
            {
                node.RaiseFloor(incarnation, floor);
            }

            if (node.FloorOf(incarnation) is > 0 and var lowest && _deleteBelow.With(id, incarnation, lowest).ExecuteNonQuery() is > 0 and var deleted)
            {
                if (deleted >= stored.Count)
                {
                    _stored.Remove((id, incarnation));
                }
                else
                {
                    _stored[(id, incarnation)] = stored with { Count = stored.Count - deleted };
                }
            }
        }
    }

    /// <summary>Deletes all marks of a node.</summary>
    public void Forget(int node)
    {
        _deleteOfNode.With(node).ExecuteNonQuery();
        foreach (var key in _stored.Keys.Where(key => key.Node == node).ToArray())
        {
            _stored.Remove(key);
        }
    }

    public void Dispose()
    {
        _get.Dispose();
        _put.Dispose();
        _deleteBelow.Dispose();
        _deleteOfNode.Dispose();
        _nthNewest.Dispose();
    }

    /// <summary>The check of a row.</summary>
    public static long CheckOf(int node, BatchName batch, ReadOnlySpan<byte> hash)
    {
        Span<byte> data = stackalloc byte[16 + (PushRules.MaxIncarnation * 3)];
        hash.CopyTo(data);
        var length = batch.Incarnation.Length <= PushRules.MaxIncarnation ? 16 + System.Text.Encoding.UTF8.GetBytes(batch.Incarnation, data[16..]) : 0;
        return RowCheck.Of([HubSchema.Mark, node, batch.Sequence], data[..length]);
    }

    private readonly record struct Stored(int Count, long Highest);
}
