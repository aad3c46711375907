namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Keeps every reading.</summary>
internal sealed class RecordingSink : IReadingSink
{
    private readonly Lock _lock = new();
    private readonly List<Reading> _readings = [];
    private Action<Reading>? _onReading;

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

    /// <summary>Waits, without looking at intervals, until the newest reading is this value of a plugin.</summary>
    public async Task UntilAsync(string plugin, double value)
    {
        TaskCompletionSource came;
        lock (_lock)
        {
            if (_readings.Count > 0 && IsIt(_readings[^1]))
            {
                return;
            }

            came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _onReading = reading =>
            {
                if (IsIt(reading))
                {
                    came.TrySetResult();
                }
            };
        }

        await came.Task.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);

        bool IsIt(Reading reading) => reading.Plugin == plugin && reading.Measurement.Value.Kind == ReadingValueKind.Number && reading.Measurement.Value.Number == value;
    }

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _readings.AddRange(readings.ToArray());
            if (_onReading is { } told)
            {
                Array.ForEach(readings.ToArray(), told);
            }
        }

        return ValueTask.CompletedTask;
    }
}
