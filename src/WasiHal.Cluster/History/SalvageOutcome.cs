namespace WasiHal.Cluster.History;

/// <summary>How much of a damaged database is in its successor.</summary>
/// <param name="Rows">Rows that are.</param>
/// <param name="Readings">Readings in them.</param>
/// <param name="LostRows">Rows that were found and are not as they were written.</param>
/// <param name="Problem">Why there may be more that was not found; null when everything could be read.</param>
internal sealed record SalvageOutcome(long Rows, long Readings, long LostRows, string? Problem);
