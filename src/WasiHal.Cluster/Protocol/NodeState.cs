namespace WasiHal.Cluster.Protocol;

/// <summary>Whether a node is heard from.</summary>
internal enum NodeState
{
    Online,
    Stale,
    Offline,
}
