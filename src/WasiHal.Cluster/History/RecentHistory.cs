using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Cluster.History;

/// <summary>
/// The last hour of every series in memory, in steps of 30 s: the mean of numbers, the last of flags and texts. Times are
/// those of the readings. Bounded in series and in length of texts, because both come from plugins: what is too much is
/// not kept. Safe from any thread.
/// </summary>
internal sealed class RecentHistory(TimeProvider time) : IReadingSink
{
    /// <summary>Points of a series.</summary>
    public const int MaxPoints = 120;

    /// <summary>Series altogether. Each takes at most 8 KiB, or 24 KiB with texts.</summary>
    public const int MaxSeries = 2_000;

    /// <summary>Series of one plugin.</summary>
    public const int MaxSeriesOfAPlugin = 250;

    /// <summary>Characters of a text; a longer one is no state that a history could show.</summary>
    public const int LongestText = 64;

    /// <summary>The time of one point.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How far back it goes.</summary>
    public static readonly TimeSpan Window = Step * MaxPoints;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<SeriesId, SeriesHistory> _series = new(SeriesOrder.Instance);
    private readonly Dictionary<(string Node, string Plugin), int> _counts = [];
    private DateTimeOffset _swept;

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (ref readonly var reading in readings.Span)
            {
                var value = reading.Measurement.Value;
                if ((value.Kind != ReadingValueKind.Text || value.Text.Length <= LongestText) && Find(reading.Series, now) is { } series)
                {
                    series.Add(reading, now);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>One series.</summary>
    /// <param name="id">Which.</param>
    /// <param name="unit">The unit of its newest reading.</param>
    /// <param name="points">What is kept of it, oldest first.</param>
    /// <returns>Whether there is anything of it.</returns>
    public bool TryGet(SeriesId id, [NotNullWhen(true)] out string? unit, [NotNullWhen(true)] out HistoryPoint[]? points)
    {
        lock (_gate)
        {
            var known = _series.GetValueOrDefault(id);
            known?.Forget(Oldest(time.GetUtcNow()));
            (unit, points) = known?.Newest is null ? (null, null) : (known.Unit, known.Points.ToArray());
            return points is not null;
        }
    }

    /// <summary>Every series, ordered, each oldest first.</summary>
    /// <param name="since">What is older is left out.</param>
    public IReadOnlyList<KeyValuePair<SeriesId, HistoryPoint[]>> Since(DateTimeOffset since)
    {
        lock (_gate)
        {
            var oldest = Oldest(time.GetUtcNow());
            oldest = since > oldest ? since : oldest;
            var all = new List<KeyValuePair<SeriesId, HistoryPoint[]>>(_series.Count);
            foreach (var (id, series) in _series)
            {
                var points = series.Points;
                var first = 0;
                while (first < points.Length && points[first].Time < oldest)
                {
                    first++;
                }

                if (first < points.Length)
                {
                    all.Add(new(id, points[first..].ToArray()));
                }
            }

            return all;
        }
    }

    private static DateTimeOffset Oldest(DateTimeOffset now) => HistoryPoint.StepOf(now, Step) - Window + Step;

    private SeriesHistory? Find(SeriesId id, DateTimeOffset now)
    {
        if (_series.TryGetValue(id, out var known))
        {
            return known;
        }

        var plugin = (id.Node, id.Plugin);
        if (!HasRoomFor(plugin))
        {
            Sweep(now);
            if (!HasRoomFor(plugin))
            {
                return null;
            }
        }

        _counts[plugin] = _counts.GetValueOrDefault(plugin) + 1;
        return _series[id] = new();
    }

    private bool HasRoomFor((string Node, string Plugin) plugin) => _series.Count < MaxSeries && _counts.GetValueOrDefault(plugin) < MaxSeriesOfAPlugin;

    /// <summary>Lets go the series of which nothing is left; not more often than anything can grow old.</summary>
    private void Sweep(DateTimeOffset now)
    {
        if ((now - _swept).Duration() < Step)
        {
            return;
        }

        _swept = now;
        foreach (var (id, series) in _series.ToArray())
        {
            series.Forget(Oldest(now));
            if (series.Newest is null && _series.Remove(id))
            {
                var plugin = (id.Node, id.Plugin);
                if (--_counts[plugin] == 0)
                {
                    _counts.Remove(plugin);
                }
            }
        }
    }
}
