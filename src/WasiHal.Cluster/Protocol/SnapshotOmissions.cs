namespace WasiHal.Cluster.Protocol;

/// <summary>What a snapshot had no room for, in numbers.</summary>
internal sealed record SnapshotOmissions(int Readings, int Plugins, int HistoryPoints, int Logs, int Sensors)
{
    /// <summary>Nothing.</summary>
    public static readonly SnapshotOmissions None = new(0, 0, 0, 0, 0);
}
