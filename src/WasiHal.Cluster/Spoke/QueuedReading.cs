namespace WasiHal.Cluster.Spoke;

/// <summary>A reading in memory.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="UnsetClock">How far the clock was ahead of the monotonic one, when it was not set; else null.</param>
internal readonly record struct QueuedReading(Reading Reading, TimeSpan? UnsetClock);
