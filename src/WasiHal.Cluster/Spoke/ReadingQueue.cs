using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Readings in memory, from the poll to the next commit. Taking them never waits: a disk that is slow must not delay a
/// poll. Bounded: when they come faster than the disk takes them, the oldest are dropped and counted. Safe from any thread.
/// </summary>
/// <param name="node">The id of this node; readings of others are not a spoke's to send.</param>
/// <param name="outbox">Says whether the clock is set.</param>
/// <param name="signal">Set when there is something.</param>
/// <param name="logger">Told of readings that no hub takes.</param>
internal sealed class ReadingQueue(string node, Outbox outbox, Signal signal, ILogger logger) : IReadingSink
{
    /// <summary>Bytes that the readings take, roughly, at most.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;

    private const int BytesOfAReading = 160;
    private const int MostTold = 256;

    private readonly Lock _lock = new();
    private readonly Queue<QueuedReading> _readings = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private OutboxLosses _losses;
    private long _bytes;

    /// <summary>Readings that wait.</summary>
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

    /// <inheritdoc/>
    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        var unset = outbox.UnsetClock;
        lock (_lock)
        {
            foreach (ref readonly var reading in readings.Span)
            {
                if (PushFitness.Problem(reading, node) is { } problem)
                {
                    Refuse(reading, problem);
                    continue;
                }

                _readings.Enqueue(new(reading, reading.Time < ClockOffset.FirstSet ? unset : null));
                _bytes += BytesOf(reading);
            }

            while (_bytes > MaxBytes)
            {
                _bytes -= BytesOf(_readings.Dequeue().Reading);
                _losses += new OutboxLosses() with { Memory = 1 };
            }
        }

        signal.Set();
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes everything out.</summary>
    /// <returns>The readings, oldest first, and what was dropped since the last time.</returns>
    public (QueuedReading[] Readings, OutboxLosses Losses) Drain()
    {
        lock (_lock)
        {
            var drained = (_readings.ToArray(), _losses);
            _readings.Clear();
            (_bytes, _losses) = (0, default);
            return drained;
        }
    }

    private static long BytesOf(in Reading reading) =>
        BytesOfAReading + (reading.Measurement.Value.Kind == ReadingValueKind.Text ? 2L * reading.Measurement.Value.Text.Length : 0);

    private void Refuse(in Reading reading, string problem)
    {
        _losses += new OutboxLosses() with { Unfit = 1 };
        if (_told.Count < MostTold && _told.Add(reading.Plugin))
        {
            Log.ReadingUnfit(logger, reading.Plugin, problem);
        }
    }
}
