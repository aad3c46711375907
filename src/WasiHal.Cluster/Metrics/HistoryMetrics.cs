using Microsoft.Extensions.Options;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Metrics;

/// <summary>What a hub keeps, and what became of the rest.</summary>
internal sealed class HistoryMetrics(IOptions<HistoryOptions> options, TimeProvider time, HubDatabase? database = null) : IMetricsSource
{
    private static readonly MetricFamily Problems = new("wasihal_history_problem", MetricType.Gauge, "", "1 while the history cannot be written or read.");

    private static readonly (MetricFamily Family, Func<HistoryStatistics, double> Value)[] Figures =
    [
        (new("wasihal_history_readings", MetricType.Gauge, "", "Readings that are kept, as they were taken or within minutes and hours."), history => history.Readings),
        (new("wasihal_history_readings_applied", MetricType.Counter, "", "Readings that were applied, of all nodes, rejected ones included."), history => history.Applied),
        (new("wasihal_history_readings_rejected", MetricType.Counter, "", "Readings that could not be kept."), history => history.Rejected),
        (new("wasihal_history_readings_purged", MetricType.Counter, "", "Readings that were deleted because they were too old or too many."), history => history.Purged),
        (new("wasihal_history_readings_damaged", MetricType.Counter, "", "Readings that are gone because the disk did not keep them, as far as is known."), history => history.Damaged),
        (new("wasihal_history_series", MetricType.Gauge, "", "Series that are known."), history => history.Series),
        (new("wasihal_history_database_bytes", MetricType.Gauge, "bytes", "Bytes of the database that are used."), history => history.Bytes),
        (new("wasihal_history_written_bytes", MetricType.Counter, "bytes", "Bytes that were appended to the database's log since the start."), history => history.WrittenBytes),
    ];

    private static readonly MetricFamily Bound = new("wasihal_history_database_max_bytes", MetricType.Gauge, "bytes", "The bound of the database.");
    private static readonly MetricFamily Span = new("wasihal_history_span_seconds", MetricType.Gauge, "seconds", "Time since the oldest reading that is kept.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        if (database is null)
        {
            return [];
        }

        // Before the first look at the file nothing is known, and that is not zero.
        var history = database.Statistics;
        var isKnown = !ReferenceEquals(history, HistoryStatistics.None);
        return
        [
            new(Problems, [new(database.Problem is null ? 0 : 1)]),
            .. Figures.Select(figure => new MetricSet(figure.Family, isKnown ? [new(figure.Value(history))] : [])),
            new(Bound, [new(options.Value.MaxBytes)]),
            new(Span, history.Oldest is { } oldest ? [new(Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds))] : []),
        ];
    }
}
