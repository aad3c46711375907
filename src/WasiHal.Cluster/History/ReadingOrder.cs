namespace WasiHal.Cluster.History;

/// <summary>Where a batch stands among all batches of its node: never by a clock.</summary>
/// <param name="Outbox">The younger the outbox, the higher.</param>
/// <param name="Sequence">The batch within it.</param>
internal readonly record struct ReadingOrder(long Outbox, long Sequence)
{
    /// <summary>Whether another one is not older than this.</summary>
    public bool IsUpTo(ReadingOrder other) => other.Outbox > Outbox || (other.Outbox == Outbox && other.Sequence >= Sequence);
}
