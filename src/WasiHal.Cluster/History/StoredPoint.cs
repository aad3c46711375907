namespace WasiHal.Cluster.History;

/// <summary>A reading, or what a series did within a minute or an hour.</summary>
/// <param name="Time">When it was taken, or when its step begins: milliseconds since 1970.</param>
/// <param name="Kind">What was measured.</param>
/// <param name="Value">The mean of numbers; of flags the last, 1 or 0.</param>
/// <param name="Least">The least number, or whether every flag was set.</param>
/// <param name="Most">The greatest number, or whether any flag was set.</param>
/// <param name="Text">The last text.</param>
/// <param name="Count">Readings, at least 1.</param>
internal readonly record struct StoredPoint(long Time, ReadingValueKind Kind, double Value, double Least, double Most, string? Text, int Count)
{
    /// <summary>A point of one reading.</summary>
    public static StoredPoint Of(in StoredReading reading) => Of(HistoryPoint.Of(reading.Value, default), reading.Time);

    /// <summary>A point at a time.</summary>
    public static StoredPoint Of(in HistoryPoint point, long time) => new(time, point.Kind, point.Value, point.Least, point.Most, point.Text, point.Count);

    /// <summary>As it is shown.</summary>
    /// <param name="time">When its step begins.</param>
    public HistoryPoint At(DateTimeOffset time) => new(time, Kind, Value, Least, Most, Text, Count);

    /// <summary>This point with what came later in its step, of the same kind.</summary>
    public StoredPoint With(in StoredPoint later) => Of(At(default).With(later.At(default)), Time);
}
