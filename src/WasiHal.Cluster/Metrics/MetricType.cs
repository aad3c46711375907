namespace WasiHal.Cluster.Metrics;

/// <summary>What a metric is to whoever scrapes it.</summary>
internal enum MetricType
{
    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>It only grows, until whoever counts begins anew.</summary>
    Counter,

    /// <summary>Its labels say something, its value is 1.</summary>
    Info,

    /// <summary>How many things were how great.</summary>
    Histogram,
}
