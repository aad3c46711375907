using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Protocol;

/// <summary>The history of a snapshot.</summary>
/// <param name="Series">Every series, ordered, each oldest first.</param>
/// <param name="Since">What is older is not written.</param>
internal sealed record SnapshotHistory(IReadOnlyList<KeyValuePair<SeriesId, HistoryPoint[]>> Series, DateTimeOffset Since)
{
    /// <summary>Points that are written.</summary>
    public int Kept => Series.Sum(series => series.Value.Count(point => point.Time >= Since));

    /// <summary>Points that are not written.</summary>
    public int Omitted => Series.Sum(series => series.Value.Count(point => point.Time < Since));
}
