namespace WasiHal.Cluster.History;

/// <summary>Where what a series did is looked up. Safe from any thread.</summary>
internal interface IHistorySource
{
    /// <summary>What a series did, in steps.</summary>
    /// <param name="series">Which.</param>
    /// <param name="from">The begin.</param>
    /// <param name="to">The end.</param>
    /// <param name="step">At most 10,000 of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when the series is not known.</returns>
    /// <exception cref="Durable.DatabaseUnavailableException">The disk or the file failed.</exception>
    Task<HistoryAnswer?> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken);
}
