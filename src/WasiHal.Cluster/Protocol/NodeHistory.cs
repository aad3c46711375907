namespace WasiHal.Cluster.Protocol;

/// <summary>What a hub keeps of all nodes: <c>applied = readings + rejected + purged + damaged</c>, as long as nothing is missing.</summary>
/// <param name="Applied">Readings that were applied, rejected ones included.</param>
/// <param name="Readings">Readings that are kept, as they were taken or within minutes and hours.</param>
/// <param name="Rejected">Readings that could not be kept.</param>
/// <param name="Purged">Readings that were deleted because they were too old or too many.</param>
/// <param name="Damaged">Readings that are gone because the disk did not keep them as they were written, as far as is known.</param>
/// <param name="Series">Series that are known.</param>
/// <param name="Oldest">When the oldest reading was taken; null when there is none.</param>
/// <param name="DatabaseBytes">Bytes of the database that are used.</param>
/// <param name="MaxBytes">Its bound.</param>
/// <param name="WrittenBytes">Bytes that were appended to its log since the start.</param>
/// <param name="Problem">Why it cannot be used; null when it can.</param>
internal sealed record NodeHistory(long Applied, long Readings, long Rejected, long Purged, long Damaged, int Series, DateTimeOffset? Oldest, long DatabaseBytes, long MaxBytes, long WrittenBytes, string? Problem);
