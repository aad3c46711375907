namespace WasiHal.Recording;

/// <summary>What comes next from each device of a recording. Safe from any thread.</summary>
internal sealed class ReplayScript
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly Dictionary<string, Queue<BusTransaction>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastLines = new(StringComparer.Ordinal);

    // The first of each device after a gap. Nobody knows in the middle of what the recording goes on there.
    private readonly HashSet<BusTransaction> _afterGaps = new(ReferenceEqualityComparer.Instance);
    private BusReplayException? _first;

    public ReplayScript(BusRecording recording)
    {
        _file = recording.Name;
        var gaps = new HashSet<string>(StringComparer.Ordinal);
        foreach (var transaction in recording.Transactions)
        {
            if (transaction.Entry.Verb is BusVerb.PluginStart or BusVerb.PluginGap)
            {
                gaps.UnionWith(transaction.Entry.Verb == BusVerb.PluginGap ? _next.Keys : []);
                continue;
            }

            if (!_next.TryGetValue(transaction.Device, out var queue))
            {
                _next[transaction.Device] = queue = new();
            }

            if (gaps.Remove(transaction.Device))
            {
                _afterGaps.Add(transaction);
            }

            queue.Enqueue(transaction);
            _lastLines[transaction.Device] = transaction.Line;
        }
    }

    /// <summary>Answers a request with the recorded transaction.</summary>
    /// <exception cref="BusReplayException">Another one was recorded, or none.</exception>
    /// <exception cref="HardwareException">The recorded one failed.</exception>
    public BusTransaction Next(in BusEntry request, ReadOnlySpan<byte> write)
    {
        var device = BusText.Device(request);
        var asked = BusText.Request(request, write);
        BusTransaction next;
        lock (_gate)
        {
            if (_first is not null)
            {
                throw _first;
            }

            if (!_next.TryGetValue(device, out var queue))
            {
                throw Wrong(null, $"{_file}: nothing was recorded of {device}, got {asked}. Recorded are: {string.Join(", ", _next.Keys)}.");
            }

            SkipTo(queue, asked);
            if (!queue.TryPeek(out next!))
            {
                throw Wrong(null, $"{_file}: line {_lastLines[device]} was the last one of {device}, got {asked}.");
            }

            if (next.Request != asked)
            {
                throw Wrong(next.Line, $"{_file}: line {next.Line}: expected {device} {next.Request}, got {asked}.");
            }

            queue.Dequeue();
        }

        return next.Entry.Error is { } error
            ? throw new HardwareException(error, next.Entry.Message ?? $"{device} failed when this was recorded.")
            : next;
    }

    /// <summary>Copies the recorded answer.</summary>
    /// <exception cref="BusReplayException">Not all of its bytes were kept.</exception>
    public void Answer(BusTransaction transaction, Span<byte> read)
    {
        if (transaction.Read.Length < transaction.Entry.ReadLength)
        {
            lock (_gate)
            {
                throw Wrong(transaction.Line, $"{_file}: line {transaction.Line}: {transaction.Device} answered {transaction.Entry.ReadLength} bytes, and only {transaction.Read.Length} of them were kept.");
            }
        }

        if (transaction.Read.Length > read.Length)
        {
            lock (_gate)
            {
                throw Wrong(transaction.Line, $"{_file}: line {transaction.Line}: {transaction.Device} answered {transaction.Read.Length} bytes, and there is room for {read.Length}.");
            }
        }

        transaction.Read.CopyTo(read);
    }

    public void AssertFinished()
    {
        lock (_gate)
        {
            if (_first is not null)
            {
                throw _first;
            }

            var left = _next.Values.SelectMany(queue => queue).OrderBy(transaction => transaction.Line).ToArray();
            if (left.Length > 0)
            {
                throw new BusReplayException(left[0].Line, $"{_file}: line {left[0].Line}: {left[0].Device} {left[0].Request} was recorded and did not come, nor did {left.Length - 1} later ones.");
            }
        }
    }

    /// <summary>At a gap, what the driver asks for says where it goes on; without such a request nothing is skipped.</summary>
    private void SkipTo(Queue<BusTransaction> queue, string asked)
    {
        if (queue.TryPeek(out var next) && _afterGaps.Remove(next) && queue.Any(later => later.Request == asked))
        {
            while (queue.Peek().Request != asked)
            {
                queue.Dequeue();
            }
        }
    }

    // The first one is kept: a driver that swallows it goes no further, and the test hears of it at the end.
    private BusReplayException Wrong(int? line, string message) => _first ??= new BusReplayException(line, message);
}
