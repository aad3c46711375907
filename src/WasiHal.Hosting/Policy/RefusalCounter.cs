namespace WasiHal.Hosting.Policy;

/// <summary>Counts what a plugin was refused. Bounded, because the plugin chooses what it tries. Safe from any thread.</summary>
internal sealed class RefusalCounter
{
    /// <summary>How many different capabilities are counted one by one; the rest is summed.</summary>
    public const int Distinct = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<Capability, (long Count, string Key)> _counts = [];
    private long _others;
    private long _total;

    /// <summary>All refusals.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Counts one refusal.</summary>
    /// <returns>How many different capabilities were refused when this is the first time for this one, else 0.</returns>
    public int Add(Capability capability, string key)
    {
        Interlocked.Increment(ref _total);
        lock (_lock)
        {
            if (_counts.TryGetValue(capability, out var counted))
            {
                _counts[capability] = (counted.Count + 1, key);
                return 0;
            }

            if (_counts.Count == Distinct)
            {
                _others++;
                return 0;
            }

            _counts.Add(capability, (1, key));
            return _counts.Count;
        }
    }

    /// <summary>The counts at this moment, ordered; what was summed comes last.</summary>
    public IReadOnlyList<RefusedCall> Read()
    {
        lock (_lock)
        {
            List<RefusedCall> calls = [.. _counts.OrderBy(pair => pair.Key).Select(pair => new RefusedCall(pair.Key.ToString(), pair.Value.Count, pair.Value.Key))];
            if (_others > 0)
            {
                calls.Add(new RefusedCall("others", _others, ""));
            }

            return calls;
        }
    }
}
