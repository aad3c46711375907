using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>
/// The newest reading of every series in memory: the one that was given last, whatever its clock says. One short lock;
/// <see cref="Current"/> copies only when something changed since it was last asked for. When this machine's clock is set,
/// what is kept is as old as before.
/// </summary>
internal sealed class ReadingStore(TimeProvider timeProvider, ILogger<ReadingStore> logger) : IReadingStore
{
    /// <summary>A bound, because names of sensors and quantities come from plugins.</summary>
    public const int MaxSeries = 10_000;

    /// <summary>A bound for each plugin, so that one that makes up names does not take the room of the others.</summary>
    public const int MaxSeriesOfAPlugin = 1_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<SeriesId, Reading> _newest = new(SeriesOrder.Instance);
    private readonly Dictionary<(string Node, string Plugin), int> _counts = [];
    private readonly HashSet<(string Node, string Plugin)> _refused = [];
    private readonly ClockSteps _clock = new(timeProvider);
    private Reading[]? _ordered;

    public ReadingSnapshot Current
    {
        get
        {
            lock (_gate)
            {
                var now = FollowClock();
                _ordered ??= [.. _newest.Values];
                return new(now, _ordered.AsReadOnly());
            }
        }
    }

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FollowClock();
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
        if (!_newest.ContainsKey(series) && !HasRoomFor(series))
        {
            return;
        }

        _newest[series] = reading;
        _ordered = null;
    }

    private DateTimeOffset FollowClock()
    {
        var now = _clock.Look(out var step);
        if (step != TimeSpan.Zero)
        {
            foreach (var (series, reading) in _newest.ToArray())
            {
                _newest[series] = reading with { ClockSkew = reading.ClockSkew - step };
            }

            _ordered = null;
        }

        return now;
    }

    /// <summary>Whether a new series is taken; then it counts.</summary>
    private bool HasRoomFor(SeriesId series)
    {
        var plugin = (series.Node, series.Plugin);
        var count = _counts.GetValueOrDefault(plugin);
        if (_newest.Count < MaxSeries && count < MaxSeriesOfAPlugin)
        {
            _counts[plugin] = count + 1;
            return true;
        }

        // Once for each plugin, and for no more plugins than there can be series.
        if (_refused.Count < MaxSeries && _refused.Add(plugin))
        {
            Log.StoreFull(logger, series, count, MaxSeriesOfAPlugin, _newest.Count, MaxSeries);
        }

        return false;
    }
}
