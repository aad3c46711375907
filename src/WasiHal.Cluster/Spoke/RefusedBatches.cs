using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Finds the batch for which a hub refuses a push, by halves, and lets the others go past it; nothing is dropped. For one
/// thread.
/// </summary>
internal sealed class RefusedBatches(TimeProvider time)
{
    /// <summary>After so long a refused batch is tried again.</summary>
    public static readonly TimeSpan TriedAgain = TimeSpan.FromMinutes(10);

    private const int Most = 1024;

    private readonly Dictionary<long, long> _refused = [];

    /// <summary>Batches of the next push, at most.</summary>
    public int MaxBatches { get; private set; } = PushRules.MaxBatches;

    /// <summary>Batches that others go past.</summary>
    public int Count => _refused.Count;

    /// <summary>Whether a batch is one of them now.</summary>
    /// <param name="sequence">Its number.</param>
    public bool IsPassedOver(long sequence) => _refused.TryGetValue(sequence, out var since) && time.GetElapsedTime(since) < TriedAgain;

    /// <summary>A push was refused for what it holds.</summary>
    /// <param name="batches">All of it.</param>
    /// <returns>The batch that is at fault, when it is known.</returns>
    public OutboxBatch? Refused(IReadOnlyList<OutboxBatch> batches)
    {
        if (batches is not [var only])
        {
            MaxBatches = Math.Max(1, batches.Count / 2);
            return null;
        }

        if (_refused.Count < Most || _refused.ContainsKey(only.Name.Sequence))
        {
            _refused[only.Name.Sequence] = time.GetTimestamp();
        }

        return only;
    }

    /// <summary>A push was taken.</summary>
    /// <param name="batches">All of it.</param>
    public void Taken(IReadOnlyList<OutboxBatch> batches)
    {
        MaxBatches = Math.Min(PushRules.MaxBatches, MaxBatches * 2);
        foreach (var batch in batches)
        {
            _refused.Remove(batch.Name.Sequence);
        }
    }
}
