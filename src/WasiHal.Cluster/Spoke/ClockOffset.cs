namespace WasiHal.Cluster.Spoke;

/// <summary>
/// How far the wall clock is ahead of the monotonic one: the difference of two offsets is by how much the wall clock was
/// stepped between them. Safe from any thread.
/// </summary>
internal sealed class ClockOffset(TimeProvider time)
{
    /// <summary>A clock that shows less was evidently not set: this program is younger.</summary>
    public static readonly DateTimeOffset FirstSet = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly long _origin = time.GetTimestamp();

    /// <summary>Whether the wall clock shows a time that can be.</summary>
    public bool IsSet => time.GetUtcNow() >= FirstSet;

    /// <summary>How far it is ahead; only differences mean something.</summary>
    public TimeSpan Now => time.GetUtcNow() - DateTimeOffset.UnixEpoch - time.GetElapsedTime(_origin);
}
