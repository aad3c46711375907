namespace WasiHal.Recording;

/// <summary>
/// The last transactions of one user of a board, in memory, and the first 64 after its last start, so that a replay can
/// begin where a driver does. Room for them is taken at the first one, and none after that: what comes later goes over
/// the oldest. A <see cref="RecordingBoard"/> fills it; boards that follow each other may share one. Safe from any thread.
/// </summary>
public sealed class BusRecorder
{
    /// <summary>Transactions kept at most, by the largest recorder.</summary>
    public const int MaxTransactions = 100_000;

    /// <summary>Bytes of one payload that are kept; of a longer one the first, and its whole length.</summary>
    public const int KeptBytes = 256;

    /// <summary>Bytes of payload that a recorder has room for, for each of its transactions; at least two whole payloads in all.</summary>
    public const int BytesPerTransaction = 128;

    private const int LongestText = 256;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private BusEntry[] _entries = [];
    private byte[] _bytes = [];
    private BusOpening? _opening;

    // Positions count up for ever; their remainders are places in the arrays.
    private long _first;
    private long _next;
    private long _firstByte;
    private long _nextByte;

    /// <summary>Makes an empty recorder, whose time begins now.</summary>
    /// <param name="transactions">How many are kept, 0 to 100,000; 0 keeps nothing and costs nothing.</param>
    /// <param name="timeProvider">The clock; without it, the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public BusRecorder(int transactions, TimeProvider? timeProvider = null)
    {
        if (transactions is < 0 or > MaxTransactions)
        {
            throw new ArgumentOutOfRangeException(nameof(transactions), transactions, "A recorder keeps 0 to 100000 transactions.");
        }

        Capacity = transactions;
        _time = timeProvider ?? TimeProvider.System;
        _origin = _time.GetTimestamp();
        Started = _time.GetUtcNow();
    }

    /// <summary>How many transactions it has room for.</summary>
    public int Capacity { get; }

    /// <summary>When its time began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>How many it holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return (int)(_next - _first) + Opening;
            }
        }
    }

    /// <summary>How many are gone.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate)
            {
                return _first - Opening;
            }
        }
    }

    /// <summary>Writes all that is kept at this moment as a <c>wasihal-bus/1</c> file. What is recorded meanwhile is not in it, and waits for nothing.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="plugin">The id to write into it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteToAsync(Stream stream, string plugin, CancellationToken cancellationToken) =>
        BusFileWriter.WriteAsync(stream, plugin, TakeSnapshot(), cancellationToken);

    /// <summary>Begins an entry at the present time. Nothing is kept before it is ended.</summary>
    internal BusEntry Begin(BusVerb verb, string bus) => new() { Verb = verb, Bus = bus, Started = Capacity == 0 ? 0 : _time.GetTimestamp() };

    /// <summary>Keeps an entry that went well; <see cref="BusEntry.WriteLength"/> stays when it is set already.</summary>
    internal void End(ref BusEntry entry, ReadOnlySpan<byte> write = default, ReadOnlySpan<byte> read = default)
    {
        if (Capacity == 0)
        {
            return;
        }

        entry.Ended = _time.GetTimestamp();
        entry.WriteLength = Math.Max(entry.WriteLength, write.Length);
        entry.ReadLength = Math.Max(entry.ReadLength, read.Length);
        entry.WriteKept = Math.Min(write.Length, KeptBytes);
        entry.ReadKept = Math.Min(read.Length, KeptBytes);
        lock (_gate)
        {
            Keep(in entry, write, read);
        }
    }

    /// <summary>Keeps an entry that failed. What is no <see cref="HardwareException"/> is kept as <see cref="HardwareErrorKind.Other"/>.</summary>
    internal void Fail(ref BusEntry entry, Exception failure, ReadOnlySpan<byte> write = default)
    {
        entry.Error = (failure as HardwareException)?.Kind ?? HardwareErrorKind.Other;
        entry.Message = Bounded(failure.Message);
        End(ref entry, write);
    }

    /// <summary>Marks that something begins which knows nothing of what went before.</summary>
    internal void MarkStart(string version)
    {
        var entry = Begin(BusVerb.PluginStart, "plugin");
        entry.Text = Bounded(version);
        entry.Ended = entry.Started;
        if (Capacity == 0)
        {
            return;
        }

        lock (_gate)
        {
            Keep(in entry, default, default);
            _opening!.Begin(_next - 1);
        }
    }

    internal BusSnapshot TakeSnapshot()
    {
        lock (_gate)
        {
            var opening = _opening is { Count: > 0 } kept ? kept : null;
            var gone = opening is null ? 0 : _first - opening.Before - opening.Count;
            var before = Opening;
            var entries = new BusEntry[before + (gone > 0 ? 1 : 0) + (_next - _first)];
            if (opening is not null)
            {
                opening.Entries.CopyTo(entries);
            }

            if (gone > 0)
            {
                var after = _entries[_first % Capacity].Started;
                entries[before++] = new() { Verb = BusVerb.PluginGap, Bus = "plugin", Whole = (int)Math.Min(gone, int.MaxValue), Started = after, Ended = after };
            }

            for (var index = _first; index < _next; index++)
            {
                entries[before + index - _first] = _entries[index % Capacity];
            }

            var openingBytes = opening is null ? default : opening.Bytes;
            var bytes = new byte[openingBytes.Length + _nextByte - _firstByte];
            openingBytes.CopyTo(bytes);
            CopyOut(_firstByte, bytes.AsSpan(openingBytes.Length));
            return new BusSnapshot(Started, opening?.Before ?? _first, entries, bytes, _origin, _time);
        }
    }

    private int Opening => _opening?.Count ?? 0;

    private void Keep(in BusEntry entry, ReadOnlySpan<byte> write, ReadOnlySpan<byte> read)
    {
        if (_entries.Length == 0)
        {
            _entries = new BusEntry[Capacity];
            _bytes = new byte[Math.Max(Capacity * BytesPerTransaction, 2 * KeptBytes)];
            _opening = new();
        }

        while (_next - _first == Capacity || _nextByte - _firstByte + entry.WriteKept + entry.ReadKept > _bytes.Length)
        {
            ref var oldest = ref _entries[_first % Capacity];
            if (_opening!.TryKeep(_first++, in oldest, out var room))
            {
                CopyOut(_firstByte, room);
            }

            _firstByte += oldest.WriteKept + oldest.ReadKept;
        }

        _entries[_next++ % Capacity] = entry;
        CopyIn(write[..entry.WriteKept]);
        CopyIn(read[..entry.ReadKept]);
    }

    private void CopyIn(ReadOnlySpan<byte> source)
    {
        var place = (int)(_nextByte % _bytes.Length);
        var untilEnd = Math.Min(source.Length, _bytes.Length - place);
        source[..untilEnd].CopyTo(_bytes.AsSpan(place));
        source[untilEnd..].CopyTo(_bytes);
        _nextByte += source.Length;
    }

    private void CopyOut(long position, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        var place = (int)(position % _bytes.Length);
        var untilEnd = Math.Min(destination.Length, _bytes.Length - place);
        _bytes.AsSpan(place, untilEnd).CopyTo(destination);
        _bytes.AsSpan(0, destination.Length - untilEnd).CopyTo(destination[untilEnd..]);
    }

    private static string Bounded(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
