namespace WasiHal.Cluster.Metrics;

/// <summary>One series of a metric with its value.</summary>
/// <param name="Value">The value; never NaN: what is not known has no sample.</param>
/// <param name="Labels">What tells it from the others.</param>
internal readonly record struct MetricSample(double Value, params MetricLabel[] Labels)
{
    /// <summary>What the name ends with, after that of the metric, as in histograms.</summary>
    public string Ending { get; init; } = "";
}
