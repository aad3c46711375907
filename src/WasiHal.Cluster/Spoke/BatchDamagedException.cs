namespace WasiHal.Cluster.Spoke;

/// <summary>A batch in the outbox is not as it was written; the others may be.</summary>
internal sealed class BatchDamagedException() : Exception("A batch is not as it was written.");
