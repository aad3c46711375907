namespace WasiHal.Cluster.History;

/// <summary>How fine a stretch of a series is.</summary>
internal enum ChunkLevel
{
    /// <summary>As it was taken.</summary>
    Raw,

    /// <summary>A point for each minute.</summary>
    Minute,

    /// <summary>A point for each hour.</summary>
    Hour,
}
