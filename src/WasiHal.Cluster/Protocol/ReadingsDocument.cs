namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /api/readings</c>.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Readings">The newest of every series, ordered by series.</param>
internal sealed record ReadingsDocument(DateTimeOffset Time, IReadOnlyList<ReadingDocument> Readings)
{
    public static ReadingsDocument Of(ReadingSnapshot snapshot, DateTimeOffset now)
    {
        var readings = new ReadingDocument[snapshot.Readings.Count];
        for (var index = 0; index < readings.Length; index++)
        {
            readings[index] = ReadingDocument.Of(snapshot.Readings[index], now);
        }

        return new(now, readings);
    }
}
