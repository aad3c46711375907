namespace WasiHal.Cluster.Metrics;

/// <summary>Counts what one answer has no room for, so that a bound is seen and not guessed. For one thread.</summary>
internal sealed class MetricsOmissions
{
    /// <summary>The metric that tells it.</summary>
    public static readonly MetricFamily Family = new("wasihal_metrics_omitted", MetricType.Gauge, "", "Things that this answer leaves out, because there are too many or because another one has the same name.");

    private static readonly string[] Kinds = ["names", "nodes", "plugins", "poll_durations", "readings", "sensors"];

    private readonly Dictionary<string, long> _counts = Kinds.ToDictionary(kind => kind, _ => 0L, StringComparer.Ordinal);

    /// <summary>Things of a kind are left out.</summary>
    /// <param name="kind">One of those that the metric has.</param>
    /// <param name="count">How many.</param>
    public void Add(string kind, long count) => _counts[kind] += count;

    /// <summary>The first of many; the others are counted.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="all">All of them.</param>
    /// <param name="most">How many there is room for.</param>
    public IReadOnlyList<T> First<T>(string kind, IReadOnlyList<T> all, int most)
    {
        Add(kind, Math.Max(0, all.Count - most));
        return all.Count <= most ? all : [.. all.Take(most)];
    }

    /// <summary>What was counted.</summary>
    public MetricSet ToSet() => new(Family, [.. Kinds.Select(kind => new MetricSample(_counts[kind], new MetricLabel("kind", kind)))]);
}
