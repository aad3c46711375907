namespace WasiHal.Cluster.Spoke;

/// <summary>Who wakes whom on a spoke.</summary>
internal sealed class SpokeSignals(TimeProvider time)
{
    /// <summary>From so many on, confirmed batches are deleted at once; fewer wait for the next commit.</summary>
    public const int ManyConfirmed = 256;

    /// <summary>Readings are in memory, or much is confirmed: wakes the writer.</summary>
    public Signal Readings { get; } = new(time);

    /// <summary>Batches came to the disk: wakes the pusher.</summary>
    public Signal Batches { get; } = new(time);

    /// <summary>The hub has batches that are still on the disk.</summary>
    /// <param name="batches">How many.</param>
    public void Confirmed(int batches)
    {
        if (batches >= ManyConfirmed)
        {
            Readings.Set();
        }
    }
}
