namespace WasiHal.Cluster.Metrics;

/// <summary>The two text formats that scrapers read.</summary>
internal enum MetricsFormat
{
    /// <summary>Prometheus text 0.0.4, which everything reads.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.0, which ends with a mark, so that half an answer is found out.</summary>
    OpenMetrics,
}
