namespace WasiHal.Cluster.Protocol;

/// <summary>One reading as <c>/api/readings</c> shows it.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Sensor">The sensor within the plugin.</param>
/// <param name="Quantity">The quantity, in lower snake case.</param>
/// <param name="Value">A finite number, a flag or a text.</param>
/// <param name="Unit">UCUM code; empty for flags and texts.</param>
/// <param name="Time">When it was taken, by the clock of its node.</param>
/// <param name="Stale">Whether the next one is overdue.</param>
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
