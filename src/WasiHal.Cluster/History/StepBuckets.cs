using System.Runtime.InteropServices;

namespace WasiHal.Cluster.History;

/// <summary>Puts points of any order into steps of time. For one thread.</summary>
/// <param name="from">The begin.</param>
/// <param name="to">The end, which belongs to it.</param>
/// <param name="step">The length of a step; steps are counted from the year 1.</param>
internal sealed class StepBuckets(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
{
    private readonly Dictionary<long, Bucket> _steps = [];

    /// <summary>The steps, oldest first.</summary>
    public IReadOnlyList<HistoryPoint> Points => [.. _steps.OrderBy(step => step.Key).Select(step => step.Value.Point)];

    /// <summary>Adds one.</summary>
    /// <param name="point">Its time is when it was taken, or when what it stands for begins.</param>
    /// <param name="length">How long that goes on; zero for a reading.</param>
    public void Add(in HistoryPoint point, TimeSpan length)
    {
        // Subtracting from the point may lead before the year 1.
        if (point.Time > to || (length == TimeSpan.Zero ? point.Time < from : from - point.Time >= length) || point.Text?.Length > RecentHistory.LongestText)
        {
            return;
        }

        var begin = HistoryPoint.StepOf(point.Time, step);
        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, begin.UtcTicks, out var isKnown);
        bucket = !isKnown ? new(point with { Time = begin }, point.Time)
            : point.Time >= bucket.Newest ? new(bucket.Point.With(point), point.Time)
            : new((point with { Time = begin }).With(bucket.Point), bucket.Newest);
    }

    private readonly record struct Bucket(HistoryPoint Point, DateTimeOffset Newest);
}
