namespace WasiHal.Cluster.Spoke;

/// <summary>
/// What is known in memory of the batches on the disk: which are confirmed and not deleted yet, which are being sent, and
/// which bear times from before the clock was set. Lost with the process, without harm. Safe from any thread.
/// </summary>
internal sealed class OutboxLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _confirmed = [];
    private readonly Dictionary<long, TimeSpan> _unset = [];
    private readonly HashSet<long> _sending = [];
    private long _confirmedReadings;

    /// <summary>Batches that are confirmed, and readings in them.</summary>
    public (int Batches, long Readings) Confirmed
    {
        get
        {
            lock (_lock)
            {
                return (_confirmed.Count, _confirmedReadings);
            }
        }
    }

    /// <summary>Some of the confirmed batches, the oldest first, with their readings.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<KeyValuePair<long, long>> SomeConfirmed(int count)
    {
        lock (_lock)
        {
            return [.. _confirmed.OrderBy(batch => batch.Key).Take(count)];
        }
    }

    /// <summary>Whether a batch is confirmed.</summary>
    /// <param name="sequence">Its number.</param>
    public bool IsConfirmed(long sequence)
    {
        lock (_lock)
        {
            return _confirmed.ContainsKey(sequence);
        }
    }

    /// <summary>Whether a batch must not be dropped: it is being sent, so that it may be the hub's already, or it is confirmed.</summary>
    /// <param name="sequence">Its number.</param>
    public bool IsKept(long sequence)
    {
        lock (_lock)
        {
            return _sending.Contains(sequence) || _confirmed.ContainsKey(sequence);
        }
    }

    /// <summary>Whether a batch must not be sent now: it is confirmed, or its times are about to be set right.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="isClockSet">Whether the clock is set.</param>
    public bool IsHeldBack(long sequence, bool isClockSet)
    {
        lock (_lock)
        {
            return _confirmed.ContainsKey(sequence) || (isClockSet && _unset.ContainsKey(sequence));
        }
    }

    /// <summary>Batches are being sent.</summary>
    /// <param name="batches">All of them.</param>
    public void Sending(IReadOnlyList<OutboxBatch> batches)
    {
        lock (_lock)
        {
            _sending.UnionWith(batches.Select(batch => batch.Name.Sequence));
        }
    }

    /// <summary>Nothing is being sent any more.</summary>
    /// <param name="batches">What was.</param>
    /// <param name="confirmed">Which of them the hub has.</param>
    /// <param name="mayHaveLeft">Whether the others may have reached anybody: then they must stay as they are.</param>
    public void Sent(IReadOnlyList<OutboxBatch> batches, Func<OutboxBatch, bool> confirmed, bool mayHaveLeft)
    {
        lock (_lock)
        {
            _sending.Clear();
            foreach (var batch in batches)
            {
                var sequence = batch.Name.Sequence;
                if (mayHaveLeft)
                {
                    _unset.Remove(sequence);
                }

                if (confirmed(batch) && _confirmed.TryAdd(sequence, batch.Readings))
                {
                    _confirmedReadings += batch.Readings;
                }
            }
        }
    }

    /// <summary>A batch came to the disk before the clock was set.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="offset">How far the clock was ahead.</param>
    public void Unset(long sequence, TimeSpan offset)
    {
        lock (_lock)
        {
            _unset[sequence] = offset;
        }
    }

    /// <summary>Some of the batches whose times can be set right.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<KeyValuePair<long, TimeSpan>> SomeUnset(int count)
    {
        lock (_lock)
        {
            return [.. _unset.Where(batch => !_sending.Contains(batch.Key)).Take(count)];
        }
    }

    /// <summary>The times of a batch are right.</summary>
    /// <param name="sequence">Its number.</param>
    public void SetRight(long sequence)
    {
        lock (_lock)
        {
            _unset.Remove(sequence);
        }
    }

    /// <summary>A batch is not on the disk any more.</summary>
    /// <param name="sequence">Its number.</param>
    public void Forget(long sequence)
    {
        lock (_lock)
        {
            _unset.Remove(sequence);
            if (_confirmed.Remove(sequence, out var readings))
            {
                _confirmedReadings -= readings;
            }
        }
    }

    /// <summary>Another file is in use.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _confirmed.Clear();
            _unset.Clear();
            _sending.Clear();
            _confirmedReadings = 0;
        }
    }
}
