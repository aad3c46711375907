namespace WasiHal.Hosting.Telemetry;

/// <summary>
/// The sign of life of one loop: each time it says how long it may be silent from now on. One that is silent for longer
/// hangs or has ended. Written by the loop, read by anybody; allocates nothing.
/// </summary>
internal sealed class LoopPulse(TimeProvider time)
{
    /// <summary>What a busy machine may add to any silence.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const long NoPromise = long.MaxValue;

    private long _due = NoPromise;

    /// <summary>How long ago it should have been heard of; null while it is not overdue.</summary>
    public TimeSpan? Overdue
    {
        get
        {
            var due = Volatile.Read(ref _due);
            var now = time.GetTimestamp();
            return due < now && time.GetElapsedTime(due, now) is var late && late > Patience ? late : null;
        }
    }

    /// <summary>The loop lives, and is heard of again.</summary>
    /// <param name="within">How long what it does or waits for now takes at most.</param>
    public void Expect(TimeSpan within) =>
        Volatile.Write(ref _due, time.GetTimestamp() + (long)(Math.Max(0, within.TotalSeconds) * time.TimestampFrequency));

    /// <summary>The loop has nothing to do and promises nothing.</summary>
    public void Rest() => Volatile.Write(ref _due, NoPromise);
}
