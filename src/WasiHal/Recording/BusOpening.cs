namespace WasiHal.Recording;

/// <summary>
/// The first transactions after the last start, which a driver that is made anew in a test asks for again. They are kept
/// when they make room in the recorder's ring. Not safe by itself: the recorder's lock holds it.
/// </summary>
internal sealed class BusOpening
{
    /// <summary>Transactions that are kept at most, the mark of the start among them.</summary>
    public const int MostTransactions = 64;

    private readonly BusEntry[] _entries = new BusEntry[MostTransactions];
    private readonly byte[] _bytes = new byte[MostTransactions * BusRecorder.BytesPerTransaction];

    // Where the start is among all transactions that ever were; before the first one, out of reach.
    private long _start = long.MaxValue;
    private bool _isFull;

    /// <summary>Number of transactions that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Number of bytes that belong to them.</summary>
    public int ByteCount { get; private set; }

    /// <summary>Transactions that were gone before the first that is kept.</summary>
    public long Before => _start;

    /// <summary>The kept transactions.</summary>
    public ReadOnlySpan<BusEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>The bytes of all of them, one after the other: written, then read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, ByteCount);

    /// <summary>Something begins that knows nothing of what went before.</summary>
    /// <param name="position">Which transaction of all marks it.</param>
    public void Begin(long position)
    {
        _start = position;
        _isFull = false;
        Count = 0;
        ByteCount = 0;
    }

    /// <summary>Room for the bytes of a transaction that leaves the ring, if it belongs to the opening and there is any.</summary>
    /// <param name="position">Which transaction of all it is.</param>
    /// <param name="entry">The transaction.</param>
    /// <param name="room">Where its bytes go.</param>
    public bool TryKeep(long position, in BusEntry entry, out Span<byte> room)
    {
        room = default;
        var length = entry.WriteKept + entry.ReadKept;
        if (_isFull || position < _start)
        {
            return false;
        }

        // With a hole in it the opening would be worth nothing: the first that has no room ends it.
        if (Count == MostTransactions || ByteCount + length > _bytes.Length)
        {
            _isFull = true;
            return false;
        }

        _entries[Count++] = entry;
        room = _bytes.AsSpan(ByteCount, length);
        ByteCount += length;
        return true;
    }
}
