namespace WasiHal.Cluster.Metrics;

/// <summary>A metric with its series.</summary>
/// <param name="Family">The metric.</param>
/// <param name="Samples">Its series; without any the metric is not written.</param>
internal sealed record MetricSet(MetricFamily Family, IReadOnlyList<MetricSample> Samples);
