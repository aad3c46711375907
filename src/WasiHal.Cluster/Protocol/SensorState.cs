namespace WasiHal.Cluster.Protocol;

/// <summary>Whether a sensor is there.</summary>
internal enum SensorState
{
    /// <summary>It speaks when it should.</summary>
    Present,

    /// <summary>It spoke, and the next reading is overdue.</summary>
    Stale,

    /// <summary>It should speak, and has not since its plugin started, or its plugin does not run.</summary>
    Missing,
}
