using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Logs;

/// <summary>The newest entries of the log, bounded in number and size. Safe from any thread. Logs nothing itself.</summary>
internal sealed class LogRing(TimeProvider time)
{
    /// <summary>Entries that are kept.</summary>
    public const int MaxEntries = 500;

    /// <summary>Characters of all messages that are kept.</summary>
    public const int MaxCharacters = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = new();
    private int _characters;
    private long _newest;

    /// <summary>Told of every entry, outside of the lock. It must neither log nor wait.</summary>
    public Action<LogEntry>? OnAdded { get; set; }

    /// <summary>Takes an entry.</summary>
    public void Add(LogLevel level, string node, string? plugin, string message)
    {
        LogEntry entry;
        lock (_gate)
        {
            entry = new(++_newest, time.GetUtcNow(), level, node, plugin, message);
            _entries.Enqueue(entry);
            _characters += message.Length;
            while (_entries.Count > MaxEntries || _characters > MaxCharacters)
            {
                _characters -= _entries.Dequeue().Message.Length;
            }
        }

        OnAdded?.Invoke(entry);
    }

    /// <summary>What is kept, oldest first.</summary>
    /// <param name="after">Only what has a greater id; one that no entry ever had is of an earlier process and counts as 0.</param>
    public IReadOnlyList<LogEntry> After(long after)
    {
        lock (_gate)
        {
            return after <= 0 || after > _newest ? [.. _entries] : [.. _entries.Where(entry => entry.Id > after)];
        }
    }
}
