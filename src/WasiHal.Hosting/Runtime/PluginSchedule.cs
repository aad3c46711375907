namespace WasiHal.Hosting.Runtime;

/// <summary>
/// When one plugin is polled and started next. By a clock that never goes back, so that somebody who sets the time of day
/// neither stops the polls nor brings a flood of them. Used by the runner; <see cref="NextStart"/> may be read by anybody.
/// </summary>
internal sealed class PluginSchedule(TimeProvider time)
{
    // A wait beyond it is cut; the waiter looks at the clock again anyway.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // What a poll gets to end by itself when a new version is ready to take the instance's place.
    private static readonly TimeSpan SwapPatience = TimeSpan.FromMilliseconds(500);

    private readonly long _begin = time.GetTimestamp();
    private CoreShare _share = new(1);
    private double _shareOfCore = 1;
    private TimeSpan? _nextPoll;
    private TimeSpan? _nextStart;
    private TimeSpan? _nextSwap;
    private long _nextStartTicks;

    /// <summary>When the next start is due, if one is.</summary>
    public DateTimeOffset? NextStart => Volatile.Read(ref _nextStartTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether the next poll comes later than its interval asks, because the plugin used more than its share of a core.</summary>
    public bool IsSlowed { get; private set; }

    /// <summary>Whether all of its share of a core in the last minute is used.</summary>
    public bool IsShareUsedUp => UsedOfCore >= _share.Allowance;

    /// <summary>Core time used in the last minute.</summary>
    public TimeSpan UsedOfCore => _share.UsedAt(Now);

    /// <summary>Whether a poll is due.</summary>
    public bool IsPollDue => _nextPoll <= Now;

    /// <summary>Whether a start is due.</summary>
    public bool IsStartDue => _nextStart <= Now;

    private TimeSpan Now => time.GetElapsedTime(_begin);

    /// <summary>The share of a core that is held from now on. What was used under another share is forgotten.</summary>
    public void Hold(double share)
    {
        if (!share.Equals(_shareOfCore))
        {
            (_share, _shareOfCore) = (new CoreShare(share), share);
        }
    }

    /// <summary>The plugin used so much of a core.</summary>
    /// <returns>Whether its next poll is now later than its interval asks, and was not before.</returns>
    public bool Used(TimeSpan core)
    {
        var now = Now;
        _share.Add(now, core);
        if (_nextPoll is not { } due)
        {
            return false;
        }

        var allowed = _share.NextAt(now);
        var wasSlowed = IsSlowed;
        IsSlowed = allowed > due && allowed > now;
        _nextPoll = IsSlowed ? allowed : due;
        return IsSlowed && !wasSlowed;
    }

    /// <summary>Polls begin, as soon as the plugin's share of a core lets them.</summary>
    public void BeginPolls() => _nextPoll = _share.NextAt(Now);

    /// <summary>No poll is due until they begin again.</summary>
    public void EndPolls() => (_nextPoll, IsSlowed) = (null, false);

    /// <summary>Puts the next poll one interval later, from the time that was due, so that the rhythm holds; but what was missed is missed.</summary>
    public void PollBegins(TimeSpan interval)
    {
        var now = Now;
        var next = _nextPoll + interval;
        _nextPoll = next > now ? next : now + interval;
    }

    /// <summary>A new version is ready, and a poll of the old one still runs: that gets a while to end.</summary>
    /// <returns>Whether the while is over.</returns>
    public bool IsSwapDue()
    {
        _nextSwap ??= Now + SwapPatience;
        return _nextSwap <= Now;
    }

    /// <summary>No new version is ready.</summary>
    public void NoSwap() => _nextSwap = null;

    /// <summary>The next start comes after a pause.</summary>
    public void StartAfter(TimeSpan pause)
    {
        _nextStart = Now + pause;
        Volatile.Write(ref _nextStartTicks, (time.GetUtcNow() + pause).UtcTicks);
    }

    /// <summary>No start is due.</summary>
    public void NoStart()
    {
        _nextStart = null;
        Volatile.Write(ref _nextStartTicks, 0);
    }

    /// <summary>Time until something is due, at most an hour.</summary>
    /// <param name="canPoll">Whether a poll would be begun.</param>
    /// <param name="canStart">Whether a start would be begun.</param>
    public TimeSpan UntilNext(bool canPoll, bool canStart)
    {
        var next = Earlier(_nextSwap, Earlier(canPoll ? _nextPoll : null, canStart ? _nextStart : null));
        var wait = next - Now;
        return wait < LongestWait ? wait.Value : LongestWait;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
