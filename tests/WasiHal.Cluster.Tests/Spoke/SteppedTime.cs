using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>A clock whose time of day can be set while the monotonic one goes on, as somebody or NTP does it.</summary>
internal sealed class SteppedTime(DateTimeOffset begin) : FakeTimeProvider(begin)
{
    private TimeSpan _ahead;

    public SteppedTime()
        : this(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    // The base's own follows the time of day.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Sets the time of day.</summary>
    public void Step(TimeSpan by) => _ahead += by;
}
