namespace WasiHal.Cluster.History;

/// <summary>A stretch of one series.</summary>
/// <param name="Series">The series' number in the database.</param>
/// <param name="Level">How fine it is.</param>
/// <param name="Since">When the oldest of it was received, by the history's clock.</param>
/// <param name="Received">When the newest of it was received.</param>
/// <param name="Points">Ordered by time; of equal times, in the order in which they were applied.</param>
internal sealed record Chunk(int Series, ChunkLevel Level, long Since, long Received, IReadOnlyList<StoredPoint> Points);
