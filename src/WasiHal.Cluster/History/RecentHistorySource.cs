namespace WasiHal.Cluster.History;

/// <summary>The last hour, of a node that keeps no more.</summary>
internal sealed class RecentHistorySource(RecentHistory history) : IHistorySource
{
    public Task<HistoryAnswer?> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        if (!history.TryGet(series, out var unit, out var points))
        {
            return Task.FromResult<HistoryAnswer?>(null);
        }

        var steps = new StepBuckets(from, to, step);
        foreach (var point in points)
        {
            steps.Add(point, RecentHistory.Step);
        }

        return Task.FromResult<HistoryAnswer?>(new(unit, steps.Points));
    }
}
