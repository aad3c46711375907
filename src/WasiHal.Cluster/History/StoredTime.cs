namespace WasiHal.Cluster.History;

/// <summary>Times in the database: milliseconds since 1970.</summary>
internal static class StoredTime
{
    private static readonly long Least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Most = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time.</summary>
    /// <exception cref="RowDamagedException">There is none such.</exception>
    public static DateTimeOffset Of(long milliseconds) => milliseconds >= Least && milliseconds <= Most
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : throw new RowDamagedException("a time is out of range");

    /// <summary>The begin of the step that a time falls into; as <see cref="HistoryPoint.StepOf"/>.</summary>
    /// <param name="time">In milliseconds since 1970.</param>
    /// <param name="step">In milliseconds; a divisor of a day.</param>
    public static long StepOf(long time, long step) => time - (((time % step) + step) % step);
}
