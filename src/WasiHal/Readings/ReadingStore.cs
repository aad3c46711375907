using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>
/// The newest reading of every series in memory. One short lock; <see cref="Current"/> copies only when something
/// changed since it was last asked for.
/// </summary>
internal sealed class ReadingStore(TimeProvider timeProvider, ILogger<ReadingStore> logger) : IReadingStore
{
    /// <summary>A bound, because names of sensors and quantities come from plugins.</summary>
    public const int MaxSeries = 10_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<SeriesId, Reading> _newest = new(SeriesOrder.Instance);
    private Reading[]? _ordered;
    private bool _refused;

    public ReadingSnapshot Current
    {
        get
        {
            lock (_gate)
            {
                _ordered ??= [.. _newest.Values];
                return new(timeProvider.GetUtcNow(), _ordered.AsReadOnly());
            }
        }
    }

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (ref readonly var reading in readings.Span)
            {
                Keep(reading);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Keep(in Reading reading)
    {
        var series = reading.Series;
        if (_newest.TryGetValue(series, out var known) ? reading.Time < known.Time : !HasRoomFor(series))
        {
            return;
        }

        _newest[series] = reading;
        _ordered = null;
    }

    private bool HasRoomFor(SeriesId series)
    {
        if (_newest.Count < MaxSeries)
        {
            return true;
        }

        if (!_refused)
        {
            _refused = true;
            Log.StoreFull(logger, MaxSeries, series);
        }

        return false;
    }
}
