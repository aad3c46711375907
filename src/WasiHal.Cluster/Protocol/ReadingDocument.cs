namespace WasiHal.Cluster.Protocol;

/// <summary>One reading as <c>/api/readings</c> shows it.</summary>
internal sealed record ReadingDocument(
    string Node,
    string Plugin,
    string Sensor,
    string Quantity,
    ReadingValue Value,
    string Unit,
    DateTimeOffset Time,
    bool Stale)
{
    public static ReadingDocument Of(Reading reading, DateTimeOffset now) => new(
        reading.Node,
        reading.Plugin,
        reading.Measurement.Sensor,
        reading.Measurement.Quantity,
        reading.Measurement.Value,
        reading.Measurement.Unit,
        reading.Time,
        reading.IsStale(now));
}
