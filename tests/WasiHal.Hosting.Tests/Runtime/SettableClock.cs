using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>A clock whose time of day can be set without moving its timers, as somebody sets the clock of a machine.</summary>
internal sealed class SettableClock(DateTimeOffset begin) : FakeTimeProvider(begin)
{
    private long _shift;

    public void Set(TimeSpan forward) => Interlocked.Add(ref _shift, forward.Ticks);

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _shift));
}
