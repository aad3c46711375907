namespace WasiHal.Cluster.Spoke;

/// <summary>
/// What waits in memory for the disk: batches, and counts of what was dropped. Bounded: while a disk fails the oldest ones
/// are dropped and counted. For one thread.
/// </summary>
/// <param name="maxBytes">Bytes of the packed batches, besides those of which it is not known whether they are on the disk.</param>
internal sealed class PendingBatches(int maxBytes)
{
    private readonly List<PackedBatch> _batches = [];
    private int _inDoubt;
    private OutboxLosses _lossesInDoubt;

    /// <summary>The batches, oldest first.</summary>
    public IReadOnlyList<PackedBatch> Batches => _batches;

    /// <summary>Readings that were dropped before they got to the disk, and are not counted there yet.</summary>
    public OutboxLosses Losses { get; private set; }

    /// <summary>Readings in the batches.</summary>
    public long Readings => _batches.Sum(batch => (long)batch.Readings);

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _batches.Count == 0 && Losses.Total == 0;

    /// <summary>Takes a batch, and drops the oldest ones when there are too many then.</summary>
    /// <param name="batch">The batch.</param>
    public void Add(PackedBatch batch)
    {
        _batches.Add(batch);
        while (_batches.Count > _inDoubt + 1 && _batches.Skip(_inDoubt).Sum(kept => (long)kept.Content.Length) > maxBytes)
        {
            Losses += new OutboxLosses() with { Memory = _batches[_inDoubt].Readings };
            _batches.RemoveAt(_inDoubt);
        }
    }

    /// <summary>Counts readings that were dropped before they were in a batch.</summary>
    /// <param name="losses">How many.</param>
    public void Count(OutboxLosses losses) => Losses += losses;

    /// <summary>The oldest batches and all losses are about to be committed: until it is known whether they were, they stay as they are.</summary>
    /// <param name="batches">How many batches.</param>
    public void Doubt(int batches) => (_inDoubt, _lossesInDoubt) = (batches, Losses);

    /// <summary>It is known: what was in doubt is on the disk, or it is not.</summary>
    /// <param name="isWritten">Whether it is.</param>
    public void Settle(bool isWritten)
    {
        if (isWritten)
        {
            _batches.RemoveRange(0, _inDoubt);
            var (all, told) = (Losses, _lossesInDoubt);
            Losses = new(all.Bytes - told.Bytes, all.Age - told.Age, all.Damage - told.Damage, all.Memory - told.Memory, all.Unfit - told.Unfit);
        }

        (_inDoubt, _lossesInDoubt) = (0, default);
    }

    /// <summary>Puts a batch in the place of another one that is not in doubt.</summary>
    /// <param name="index">Of the batch.</param>
    /// <param name="batch">The new one.</param>
    public void Replace(int index, PackedBatch batch) => _batches[index] = batch;
}
