namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Keeps every reading.</summary>
internal sealed class RecordingSink : IReadingSink
{
    private readonly Lock _lock = new();
    private readonly List<Reading> _readings = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _readings.Count;
            }
        }
    }

    public Reading Last
    {
        get
        {
            lock (_lock)
            {
                return _readings[^1];
            }
        }
    }

    /// <summary>How many readings of a plugin have come.</summary>
    public int CountOf(string plugin)
    {
        lock (_lock)
        {
            return _readings.Count(reading => reading.Plugin == plugin);
        }
    }

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _readings.AddRange(readings.ToArray());
        }

        return ValueTask.CompletedTask;
    }
}
