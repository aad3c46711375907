namespace WasiHal.Cluster.Watchdog;

/// <summary>
/// For how long a piece of work has gone on that may take as long as a disk does. One piece at a time; written by who works, read by anybody.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class WorkSpan(TimeProvider time)
{
    /// <summary>
    /// What takes longer than this has stood still. Opening a damaged file of the greatest size takes minutes on a card, and must not
    /// be cut off to begin anew for ever.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const long Idle = long.MinValue;

    private long _since = Idle;

    /// <summary>For how long the work has gone on; null while it is within <see cref="Longest"/>, or nothing is worked at.</summary>
    public TimeSpan? TooLong
    {
        get
        {
            var since = Volatile.Read(ref _since);
            return since != Idle && time.GetElapsedTime(since) is var elapsed && elapsed > Longest ? elapsed : null;
        }
    }

    /// <summary>The work begins.</summary>
    public void Begin() => Volatile.Write(ref _since, time.GetTimestamp());

    /// <summary>It has ended, however it did.</summary>
    public void End() => Volatile.Write(ref _since, Idle);
}
