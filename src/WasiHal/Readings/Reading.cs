namespace WasiHal;

/// <summary>One value of one quantity, with who measured it and when. Identity and time are the host's, never the plugin's.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Measurement">What was measured.</param>
/// <param name="Time">When the host took it.</param>
/// <param name="ExpectedEvery">How soon the next one is due; older than that, the reading is stale.</param>
public readonly record struct Reading(string Node, string Plugin, Measurement Measurement, DateTimeOffset Time, TimeSpan ExpectedEvery)
{
    /// <summary>The series that this reading continues.</summary>
    public SeriesId Series => new(Node, Plugin, Measurement.Sensor, Measurement.Quantity);

    /// <summary>How far the clock that <see cref="Time"/> was read from is ahead of this machine's; negative when it is behind.</summary>
    /// <value>Zero: it is this machine's own, or nobody knows.</value>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>When it was taken, by this machine's clock.</summary>
    public DateTimeOffset TimeHere => ClockSkew == TimeSpan.Zero ? Time : Earlier(Time, ClockSkew);

    /// <summary>Whether the next one is overdue.</summary>
    /// <param name="now">The present time, by this machine's clock.</param>
    public bool IsStale(DateTimeOffset now) => now - TimeHere > ExpectedEvery;

    // A clock may say any year there is.
    private static DateTimeOffset Earlier(DateTimeOffset time, TimeSpan by) =>
        new((long)Int128.Clamp((Int128)time.UtcTicks - by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
