namespace WasiHal.Cluster.Protocol;

/// <summary>How a node is.</summary>
internal enum HealthStatus
{
    /// <summary>Everything runs.</summary>
    Healthy,

    /// <summary>The node works, something in it does not.</summary>
    Degraded,

    /// <summary>The node does not work, or not any more.</summary>
    Unhealthy,
}
