namespace WasiHal.Cluster.Tests;

/// <summary>Whatever readings a test wants there to be.</summary>
internal sealed class FakeReadingStore : IReadingStore
{
    public ReadingSnapshot Current { get; set; } = new(DateTimeOffset.UnixEpoch, []);

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        foreach (var reading in readings.Span)
        {
            Current = Current with { Readings = [.. Current.Readings.Where(known => known.Series != reading.Series), reading] };
        }

        return ValueTask.CompletedTask;
    }
}
