namespace WasiHal.Cluster.History;

/// <summary>What a series did.</summary>
/// <param name="Unit">The unit of its newest reading, and of all points.</param>
/// <param name="Points">Oldest first; a step without a reading has none.</param>
internal sealed record HistoryAnswer(string Unit, IReadOnlyList<HistoryPoint> Points);
