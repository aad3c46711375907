namespace WasiHal.Cluster.Metrics;

/// <summary>One metric of all its series.</summary>
/// <param name="Name">With its unit and without the ending of its type (<c>_total</c>, <c>_info</c>).</param>
/// <param name="Type">What it is.</param>
/// <param name="Unit">The unit that the name ends with; empty for none.</param>
/// <param name="Help">One sentence for people.</param>
internal sealed record MetricFamily(string Name, MetricType Type, string Unit, string Help)
{
    /// <summary>What the names of its samples end with.</summary>
    public string Ending => Type switch
    {
        MetricType.Counter => "_total",
        MetricType.Info => "_info",
        _ => "",
    };

    /// <summary>The word for its type in OpenMetrics.</summary>
    public string TypeName => Type switch
    {
        MetricType.Counter => "counter",
        MetricType.Info => "info",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };
}
