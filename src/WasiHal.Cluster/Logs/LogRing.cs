using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Logs;

/// <summary>
/// The newest entries of the log, bounded in number and size: this node's own, and apart from them those of other nodes, so that
/// none of them makes this node forget its own. Of the others whoever says most loses first. Safe from any thread. Logs nothing itself.
/// </summary>
internal sealed class LogRing(TimeProvider time)
{
    /// <summary>Entries that are kept of this node, and of all others together.</summary>
    public const int MaxEntries = 500;

    /// <summary>Characters of all messages that are kept of this node, and of all others together.</summary>
    public const int MaxCharacters = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _own = new();
    private readonly Dictionary<string, Queue<LogEntry>> _others = new(StringComparer.Ordinal);
    private int _ownCharacters;
    private int _othersCharacters;
    private int _othersCount;
    private long _newest;

    /// <summary>Told of every entry, outside of the lock. It must neither log nor wait.</summary>
    public Action<LogEntry>? OnAdded { get; set; }

    /// <summary>Takes an entry of this node.</summary>
    public void Add(LogLevel level, string node, string? plugin, string message)
    {
        LogEntry entry;
        lock (_gate)
        {
            entry = new(++_newest, time.GetUtcNow(), level, node, plugin, message);
            _own.Enqueue(entry);
            _ownCharacters += message.Length;
            while (_own.Count > MaxEntries || _ownCharacters > MaxCharacters)
            {
                _ownCharacters -= _own.Dequeue().Message.Length;
            }
        }

        OnAdded?.Invoke(entry);
    }

    /// <summary>Takes an entry of another node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="written">When it was written, by that node's clock.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="plugin">The plugin that it is about, if it is about one.</param>
    /// <param name="message">One line.</param>
    public void AddOf(string node, DateTimeOffset written, LogLevel level, string? plugin, string message)
    {
        LogEntry entry;
        lock (_gate)
        {
            entry = new(++_newest, written, level, node, plugin, message);
            if (!_others.TryGetValue(node, out var entries))
            {
                _others[node] = entries = new();
            }

            entries.Enqueue(entry);
            (_othersCount, _othersCharacters) = (_othersCount + 1, _othersCharacters + message.Length);
            while (_othersCount > MaxEntries || _othersCharacters > MaxCharacters)
            {
                var (most, its) = _others.MaxBy(other => other.Value.Count);
                (_othersCount, _othersCharacters) = (_othersCount - 1, _othersCharacters - its.Dequeue().Message.Length);
                if (its.Count == 0)
                {
                    _others.Remove(most);
                }
            }
        }

        OnAdded?.Invoke(entry);
    }

    /// <summary>What is kept, in the order of its coming.</summary>
    /// <param name="after">Only what has a greater id; one that no entry ever had is of an earlier process and counts as 0.</param>
    public IReadOnlyList<LogEntry> After(long after)
    {
        lock (_gate)
        {
            var least = after <= 0 || after > _newest ? 0 : after;
            return [.. _own.Concat(_others.Values.SelectMany(entries => entries)).Where(entry => entry.Id > least).OrderBy(entry => entry.Id)];
        }
    }
}
