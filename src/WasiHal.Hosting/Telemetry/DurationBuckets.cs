namespace WasiHal.Hosting.Telemetry;

/// <summary>The buckets that durations are counted in, from a tenth of a millisecond to the longest call deadline.</summary>
internal static class DurationBuckets
{
    /// <summary>Upper bounds, ascending; what takes longer than the last has a bucket of its own.</summary>
    public static IReadOnlyList<double> UpToMilliseconds { get; } =
        [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

    /// <summary>The same in seconds.</summary>
    public static IReadOnlyList<double> UpToSeconds { get; } = [.. UpToMilliseconds.Select(bound => bound / 1000)];

    private static readonly long[] UpToTicks = [.. UpToMilliseconds.Select(bound => (long)(bound * TimeSpan.TicksPerMillisecond))];

    /// <summary>Index of the bucket that a duration falls into.</summary>
    public static int IndexOf(TimeSpan duration)
    {
        var index = 0;
        while (index < UpToTicks.Length && duration.Ticks > UpToTicks[index])
        {
            index++;
        }

        return index;
    }
}
