namespace WasiHal.Hosting.Runtime;

/// <summary>
/// Holds one plugin to its share of a core. Whoever used more than a part of the share in the last minute pauses after
/// each call as long as the share asks for, and whoever used all of it waits until the minute has moved on. So a plugin that
/// is greedy once in a while is not touched, and one that is greedy at every poll is slowed evenly. Times are those of a
/// clock that never goes back. For one thread.
/// </summary>
/// <param name="share">Of one core, above 0 and at most 1.</param>
internal sealed class CoreShare(double share)
{
    private const int Slots = 60;

    // Below this part of the minute's allowance nobody pauses.
    private const double FreePart = 0.25;

    private readonly TimeSpan[] _used = new TimeSpan[Slots];
    private TimeSpan _sum;
    private long _second;
    private TimeSpan _pauseEnd;

    /// <summary>What may be used in a minute.</summary>
    public TimeSpan Allowance { get; } = share * TimeSpan.FromSeconds(Slots);

    /// <summary>What was used in the minute before.</summary>
    public TimeSpan UsedAt(TimeSpan now)
    {
        MoveTo(now);
        return _sum;
    }

    /// <summary>A call has ended that used so much of a core.</summary>
    public void Add(TimeSpan now, TimeSpan used)
    {
        MoveTo(now);
        _used[_second % Slots] += used;
        _sum += used;
        _pauseEnd = _sum <= FreePart * Allowance ? now : now + (used * ((1 / share) - 1));
    }

    /// <summary>When the next call may begin: <paramref name="now"/> or later.</summary>
    public TimeSpan NextAt(TimeSpan now)
    {
        MoveTo(now);
        var (left, free) = (_sum, now);
        for (var second = Math.Max(0, _second - Slots + 1); left >= Allowance && second <= _second; second++)
        {
            // The oldest second leaves the minute first; when enough have left there is room again.
            left -= _used[second % Slots];
            free = TimeSpan.FromSeconds(second + Slots);
        }

        return free > _pauseEnd ? free : _pauseEnd;
    }

    private void MoveTo(TimeSpan now)
    {
        var second = now.Ticks / TimeSpan.TicksPerSecond;
        for (var entered = Math.Max(_second + 1, second - Slots + 1); entered <= second; entered++)
        {
            _sum -= _used[entered % Slots];
            _used[entered % Slots] = TimeSpan.Zero;
        }

        _second = Math.Max(_second, second);
    }
}
