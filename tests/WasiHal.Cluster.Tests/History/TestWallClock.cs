using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Cluster.Tests.History;

/// <summary>A clock whose time of day can be set while the time that passes goes on.</summary>
internal sealed class TestWallClock() : FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
{
    /// <summary>How far the time of day is off.</summary>
    public TimeSpan Off { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
}
