namespace WasiHal.Cluster.Spoke;

/// <summary>Readings that an outbox took in and does not have any more, unconfirmed, by the reason. Counts only grow.</summary>
/// <param name="Bytes">Dropped for want of room within its bound.</param>
/// <param name="Age">Dropped because they had waited too long.</param>
/// <param name="Damage">Damaged on the disk.</param>
/// <param name="Memory">Dropped from memory, where they waited for a disk that failed or was full, or came faster than it takes them.</param>
/// <param name="Unfit">Never written, because no hub takes them, such as a text that is too long.</param>
internal readonly record struct OutboxLosses(long Bytes, long Age, long Damage, long Memory, long Unfit)
{
    /// <summary>All of them.</summary>
    public long Total => Bytes + Age + Damage + Memory + Unfit;

    public static OutboxLosses operator +(OutboxLosses left, OutboxLosses right) =>
        new(left.Bytes + right.Bytes, left.Age + right.Age, left.Damage + right.Damage, left.Memory + right.Memory, left.Unfit + right.Unfit);
}
