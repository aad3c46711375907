namespace WasiHal;

/// <summary>How many things took how long. Immutable.</summary>
/// <param name="Count">All of them.</param>
/// <param name="SumMilliseconds">Their durations together.</param>
/// <param name="UpToMilliseconds">The buckets' upper bounds, which belong to them, ascending.</param>
/// <param name="Counts">How many fell into each bucket; one more than bounds, the last for all that took longer.</param>
public sealed record DurationHistogram(long Count, double SumMilliseconds, IReadOnlyList<double> UpToMilliseconds, IReadOnlyList<long> Counts)
{
    /// <summary>Nothing was measured, and there are no buckets.</summary>
    public static DurationHistogram Empty { get; } = new(0, 0, [], [0]);
}
