using Microsoft.Extensions.Options;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Metrics;

/// <summary>What waits on a spoke's disk for its hub, and what became of the rest: taken = confirmed + waiting + dropped.</summary>
internal sealed class OutboxMetrics(IOptions<DataOptions> data, IOptions<SpokeOptions> options, Outbox? outbox = null) : IMetricsSource
{
    private static readonly MetricFamily Problems = new("wasihal_outbox_problem", MetricType.Gauge, "", "1 while the disk does not take readings, and they wait in memory.");
    private static readonly MetricFamily Taken = new("wasihal_outbox_taken_readings", MetricType.Counter, "", "Readings that the outbox took in, since it was made.");
    private static readonly MetricFamily Confirmed = new("wasihal_outbox_confirmed_readings", MetricType.Counter, "", "Readings that the hub confirmed.");
    private static readonly MetricFamily Dropped = new("wasihal_outbox_dropped_readings", MetricType.Counter, "", "Readings that had to be dropped, by the reason.");
    private static readonly MetricFamily Waiting = new("wasihal_outbox_waiting_readings", MetricType.Gauge, "", "Readings that wait to be confirmed.");
    private static readonly MetricFamily Batches = new("wasihal_outbox_waiting_batches", MetricType.Gauge, "", "Batches that wait to be confirmed.");
    private static readonly MetricFamily Size = new("wasihal_outbox_bytes", MetricType.Gauge, "bytes", "Size of the outbox's file, which does not shrink.");
    private static readonly MetricFamily Bound = new("wasihal_outbox_max_bytes", MetricType.Gauge, "bytes", "The bound of that file.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        if (outbox is null)
        {
            return [];
        }

        // Nothing is known of one that was never opened, and that is not zero.
        var figures = outbox.Nothing?.Figures;
        return
        [
            new(Problems, [new(outbox.Problem is null ? 0 : 1)]),
            new(Taken, Of(figures?.Taken)),
            new(Confirmed, Of(figures?.Confirmed)),
            new(Dropped, figures?.Lost is { } lost ? [Reason("bytes", lost.Bytes), Reason("age", lost.Age), Reason("damage", lost.Damage), Reason("memory", lost.Memory), Reason("unfit", lost.Unfit)] : []),
            new(Waiting, Of(figures?.WaitingReadings)),
            new(Batches, Of(figures?.WaitingBatches)),
            new(Size, Of(SizeOf(Path.Combine(data.Value.Directory, Outbox.FileName)))),
            new(Bound, Of(options.Value.Outbox.MaxBytes)),
        ];
    }

    private static MetricSample[] Of(long? value) => value is { } known ? [new(known)] : [];

    private static MetricSample Reason(string reason, long count) => new(count, new MetricLabel("reason", reason));

    private static long? SizeOf(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file ? file.Length : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
