using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Tests.Linux;

/// <summary>A clock that leaps to the end of every wait as soon as it begins.</summary>
internal sealed class LeapingTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Advance(dueTime);
        return timer;
    }
}
