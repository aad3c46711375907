namespace WasiHal.Cluster.Metrics;

/// <summary>Tells what of the node's state is scraped. Safe from any thread; costs nothing while nobody scrapes.</summary>
internal interface IMetricsSource
{
    /// <summary>Everything at this moment. A metric comes once, from one source.</summary>
    /// <param name="omissions">Told what there is no room for.</param>
    IEnumerable<MetricSet> Collect(MetricsOmissions omissions);
}
