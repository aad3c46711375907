namespace WasiHal.Cluster.History;

/// <summary>The last hour of one series. For one thread.</summary>
internal sealed class SeriesHistory
{
    private HistoryPoint[] _points = [];
    private int _count;

    /// <summary>The unit of the newest reading.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>The begin of the newest step, if there is one.</summary>
    public DateTimeOffset? Newest => _count == 0 ? null : _points[_count - 1].Time;

    /// <summary>What is kept, oldest first.</summary>
    public ReadOnlySpan<HistoryPoint> Points => _points.AsSpan(0, _count);

    /// <summary>Takes a reading, also one that is late.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="now">The present time.</param>
    public void Add(in Reading reading, DateTimeOffset now)
    {
        var present = HistoryPoint.StepOf(now, RecentHistory.Step);

        // A clock ahead of this node's must not push out what is true, and no reading is of the future.
        var taken = reading.TimeHere;
        var step = taken > now ? present : HistoryPoint.StepOf(taken, RecentHistory.Step);
        if (Newest > present + RecentHistory.Step)
        {
            // This node's own clock was ahead and was set back: what was kept has no place in time.
            _count = 0;
        }

        Forget(present - RecentHistory.Window + RecentHistory.Step);
        if (step <= present - RecentHistory.Window)
        {
            return;
        }

        Unit = reading.Measurement.Unit;
        Put(HistoryPoint.Of(reading.Measurement.Value, step));
    }

    /// <summary>Drops what is older.</summary>
    public void Forget(DateTimeOffset before)
    {
        var old = 0;
        while (old < _count && _points[old].Time < before)
        {
            old++;
        }

        if (old > 0)
        {
            _points.AsSpan(old, _count - old).CopyTo(_points);
            _points.AsSpan(_count - old, old).Clear();
            _count -= old;
        }
    }

    private void Put(in HistoryPoint point)
    {
        var place = _count;
        while (place > 0 && _points[place - 1].Time > point.Time)
        {
            place--;
        }

        if (place > 0 && _points[place - 1].Time == point.Time)
        {
            _points[place - 1] = _points[place - 1].With(point);
            return;
        }

        if (_count == _points.Length)
        {
            Array.Resize(ref _points, Math.Clamp(_count * 2, 4, RecentHistory.MaxPoints));
        }

        _points.AsSpan(place, _count - place).CopyTo(_points.AsSpan(place + 1));
        _points[place] = point;
        _count++;
    }
}
