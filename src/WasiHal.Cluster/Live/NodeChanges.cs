namespace WasiHal.Cluster.Live;

/// <summary>Counts what changed on this node: readings, and how plugins are. Safe from any thread.</summary>
internal sealed class NodeChanges
{
    private long _count;

    /// <summary>Changes until now.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Something changed.</summary>
    public void Add() => Interlocked.Increment(ref _count);
}
