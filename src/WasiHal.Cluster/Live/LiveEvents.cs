using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WasiHal.Cluster.Live;

/// <summary>
/// The newest events, for all streams together: a stream holds no more than its place, so whoever reads slowly costs
/// nothing and misses what has gone. Kept only while somebody listens, or did a moment ago. Safe from any thread.
/// </summary>
internal sealed class LiveEvents(TimeProvider time)
{
    /// <summary>Events that are kept.</summary>
    public const int MaxEvents = 512;

    /// <summary>Bytes of all events that are kept.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Streams at once.</summary>
    public const int MaxStreams = 64;

    /// <summary>How long events are kept for somebody who was cut off.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    // Ids of an earlier process mean nothing in this one.
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Lock _gate = new();
    private readonly Queue<LiveEvent> _events = new();
    private TaskCompletionSource _added = NewSignal();
    private int _bytes;
    private long _newest;
    private int _streams;
    private long _leftAt;
    private bool _hasLeft;

    /// <summary>Streams that are open.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>Whether somebody listens, or did a moment ago. Nobody else need be told anything.</summary>
    public bool IsListenedTo
    {
        get
        {
            lock (_gate)
            {
                return _streams > 0 || (_hasLeft && time.GetElapsedTime(_leftAt) <= Memory);
            }
        }
    }

    /// <summary>Something happened that nobody was told of: whoever comes back after it misses something.</summary>
    public void Miss()
    {
        lock (_gate)
        {
            _events.Clear();
            _bytes = 0;
            _newest++;
        }
    }

    /// <summary>Tells everybody.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="document">What there is to tell.</param>
    /// <param name="type">How it becomes JSON.</param>
    /// <param name="replaces">Whether the event of that name before is of no use any more.</param>
    public void Publish<T>(string name, T document, JsonTypeInfo<T> type, bool replaces = false)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(document, type);
        TaskCompletionSource added;
        lock (_gate)
        {
            if (replaces)
            {
                foreach (var old in _events.Where(old => old.Name == name && old.Data is not null))
                {
                    _bytes -= old.Data!.Length;
                    old.Data = null;
                }
            }

            _events.Enqueue(new(++_newest, name, data));
            _bytes += data.Length;
            while (_events.Count > 1 && (_events.Count > MaxEvents || _bytes > MaxBytes))
            {
                _bytes -= _events.Dequeue().Data?.Length ?? 0;
            }

            (added, _added) = (_added, NewSignal());
        }

        added.SetResult();
    }

    /// <summary>Opens a stream.</summary>
    /// <returns>False when there are too many already.</returns>
    public bool TryOpen()
    {
        lock (_gate)
        {
            if (_streams >= MaxStreams)
            {
                return false;
            }

            _streams++;
            return true;
        }
    }

    /// <summary>A stream has ended.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _streams--;
            (_leftAt, _hasLeft) = (time.GetTimestamp(), true);
        }
    }

    /// <summary>Where a stream begins.</summary>
    /// <param name="lastId">The id of the event that its reader saw last; null for a new one.</param>
    /// <returns>The place, and whether events after <paramref name="lastId"/> are missing.</returns>
    public (long Place, bool IsGap) Begin(string? lastId)
    {
        lock (_gate)
        {
            if (lastId is null)
            {
                return (_newest, false);
            }

            return lastId.StartsWith(_process + "-", StringComparison.Ordinal)
                && long.TryParse(lastId.AsSpan(_process.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id >= Oldest - 1
                && id <= _newest
                ? (id, false)
                : (_newest, true);
        }
    }

    /// <summary>The id of a place, as streams write it.</summary>
    public string IdOf(long place) => string.Create(CultureInfo.InvariantCulture, $"{_process}-{place}");

    /// <summary>The events after a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="events">Those that are of use still, with what they say.</param>
    /// <param name="newer">Ends when there are more.</param>
    /// <returns>The place after them; null when events after <paramref name="place"/> are missing.</returns>
    public long? Read(long place, List<(long Id, string Name, byte[] Data)> events, out Task newer)
    {
        lock (_gate)
        {
            newer = _added.Task;
            if (place < Oldest - 1)
            {
                return null;
            }

            foreach (var one in _events)
            {
                if (one.Id > place && one.Data is { } data)
                {
                    events.Add((one.Id, one.Name, data));
                }
            }

            return _newest;
        }
    }

    private long Oldest => _events.TryPeek(out var oldest) ? oldest.Id : _newest + 1;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
