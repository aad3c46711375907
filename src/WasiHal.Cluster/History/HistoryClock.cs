namespace WasiHal.Cluster.History;

/// <summary>
/// The clock by which readings grow old: one that no wrong time of day can fool into throwing anything away. It never runs
/// backward. It follows the hub's clock as long as that one agrees with the time that has passed, to a day; a greater
/// jump counts only after it has lasted for a day of running, and a jump away from a clock that evidently was never set
/// tells nothing about time. Its milliseconds begin at 1970, but after jumps they are not the time of day.
/// Used by one thread at a time.
/// </summary>
internal sealed class HistoryClock
{
    /// <summary>A jump that is believed at once, and how long a greater one must last.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromDays(1);

    private const int MaxJumps = 64;

    // Before this program was written no clock that is set can be.
    private static readonly long Unset = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long Day = (long)Trust.TotalMilliseconds;

    private readonly TimeProvider _time;
    private readonly List<(long At, long By)> _jumps = [];
    private long _now;
    private long _offset;
    private bool _isSet;
    private long _doubtFrom;
    private long _doubtedAhead;
    private long _doubted;
    private long _timestamp;
    private TimeSpan _rest;
    private bool _isBegun;

    /// <summary>Makes one that stands at the hub's clock.</summary>
    public HistoryClock(TimeProvider time) => (_time, _timestamp) = (time, time.GetTimestamp());

    /// <summary>Whether the hub's clock is not believed at the moment.</summary>
    public bool IsInDoubt => _doubted > 0 || !_isSet;

    /// <summary>The present.</summary>
    public long Now
    {
        get
        {
            Look();
            return _now;
        }
    }

    /// <summary>The time at which what is now just too old was received.</summary>
    /// <param name="age">What is too old.</param>
    public long Before(TimeSpan age)
    {
        var before = Now - (long)age.TotalMilliseconds;

        // What was received before a jump is older than its distance on this clock, by the jump.
        for (var i = _jumps.Count - 1; i >= 0 && before < _jumps[i].At; i--)
        {
            before = Math.Min(before + _jumps[i].By, _jumps[i].At);
        }

        return before;
    }

    /// <summary>Writes it as the content of a row.</summary>
    public void Write(RowWriter writer)
    {
        writer.Signed(_now);
        writer.Signed(_offset);
        writer.Byte(_isSet ? (byte)1 : (byte)0);
        writer.Signed(_doubtFrom);
        writer.Signed(_doubtedAhead);
        writer.Count(_doubted);
        writer.Count(_jumps.Count);
        foreach (var (at, by) in _jumps)
        {
            writer.Signed(at);
            writer.Count(by);
        }
    }

    /// <summary>Goes on where a process before this one was; once it goes, later calls change nothing.</summary>
    /// <param name="reader">The content of the row.</param>
    /// <param name="least">A time that it has reached since.</param>
    /// <exception cref="RowDamagedException">It does not fit together.</exception>
    public void Restore(ref RowReader reader, long least)
    {
        var (now, offset, isSet) = (reader.Signed(), reader.Signed(), reader.Byte() != 0);
        var (doubtFrom, doubtedAhead, doubted) = (reader.Signed(), reader.Signed(), reader.Count());
        var jumps = new (long At, long By)[reader.Count(MaxJumps)];
        for (var i = 0; i < jumps.Length; i++)
        {
            jumps[i] = (reader.Signed(), reader.Count());
        }

        if (!_isBegun)
        {
            (_now, _offset, _isSet, _isBegun) = (Math.Max(now, least), offset, isSet, true);
            (_doubtFrom, _doubtedAhead, _doubted) = (doubtFrom, doubtedAhead, doubted);
            _jumps.AddRange(jumps);
        }
    }

    private long Wall => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Look()
    {
        var timestamp = _time.GetTimestamp();
        var elapsed = _time.GetElapsedTime(_timestamp, timestamp) + _rest;
        var passed = Math.Max(0, (long)elapsed.TotalMilliseconds);
        (_timestamp, _rest) = (timestamp, elapsed - TimeSpan.FromMilliseconds(passed));
        var wall = Wall;
        if (!_isBegun)
        {
            (_now, _isSet, _isBegun) = (wall, wall >= Unset, true);
        }

        if (!_isSet)
        {
            _now += passed;
            if (wall >= Unset)
            {
                (_isSet, _offset) = (true, wall - _now);
            }

            return;
        }

        var ahead = wall - _offset - _now;
        if (ahead <= passed + Day && ahead >= -Day)
        {
            _now += Math.Max(0, ahead);
            _doubted = 0;
            return;
        }

        if (_doubted == 0 || Math.Abs(ahead - _doubtedAhead) > Day)
        {
            // Another time than the one that was in doubt so far has all its day before it.
            (_doubtFrom, _doubtedAhead, _doubted) = (_now, ahead, 0);
        }

        _now += passed;
        _doubted += Math.Max(1, passed);
        if (_doubted >= Day)
        {
            Believe(wall);
        }
    }

    private void Believe(long wall)
    {
        if (wall < Unset)
        {
            // A clock that lost its time: there is nothing to believe.
            _doubted = Day - 1;
            return;
        }

        var by = wall - _offset - _now;
        if (by > 0)
        {
            if (_jumps.Count == MaxJumps)
            {
                // The two oldest become one, at the older place: what lies between them is taken for younger than it is.
                _jumps[0] = (_jumps[0].At, _jumps[0].By + _jumps[1].By);
                _jumps.RemoveAt(1);
            }

            _jumps.Add((_doubtFrom, by));
        }

        (_offset, _doubted) = (wall - _now, 0);
    }
}
