namespace WasiHal.Cluster.Commands;

/// <summary>The ids of the newest offers, so that none is taken twice, whatever a hub offers. For one thread.</summary>
internal sealed class OfferedIds
{
    /// <summary>Ids that are remembered: more than a hub has commands.</summary>
    public const int Most = 4 * CommandDesk.Most;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>Remembers one.</summary>
    /// <returns>False when it was offered before.</returns>
    public bool TryAdd(string id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue(id);
        if (_oldestFirst.Count > Most)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }

        return true;
    }
}
