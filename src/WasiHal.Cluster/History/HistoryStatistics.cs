namespace WasiHal.Cluster.History;

/// <summary>What a hub keeps, and what became of the rest. <c>applied = readings + rejected + purged + damaged</c> as long as nothing is missing.</summary>
/// <param name="Applied">Readings that were applied, of all nodes, rejected ones included.</param>
/// <param name="Readings">Readings that are kept, in whatever resolution.</param>
/// <param name="Rejected">Readings that could not be kept.</param>
/// <param name="Purged">Readings that were kept, and deleted because they were too old or too many.</param>
/// <param name="Damaged">Readings that are gone because rows of them were damaged, as far as is known.</param>
/// <param name="Series">Series that are known.</param>
/// <param name="Bytes">Bytes of the database that are used.</param>
/// <param name="WrittenBytes">Bytes that were appended to the database's log since the start; the database itself gets each changed page again, less often.</param>
/// <param name="Oldest">The time of the oldest reading that is kept; null when there is none, or it has no place in time.</param>
internal sealed record HistoryStatistics(long Applied, long Readings, long Rejected, long Purged, long Damaged, int Series, long Bytes, long WrittenBytes, DateTimeOffset? Oldest)
{
    /// <summary>Nothing is known yet.</summary>
    public static HistoryStatistics None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, null);
}
