namespace WasiHal;

/// <summary>One value of one quantity, with who measured it and when. Identity and time are the host's, never the plugin's.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Measurement">What was measured.</param>
/// <param name="Time">When the host took it.</param>
/// <param name="ExpectedEvery">How soon the next one is due; older than that, the reading is stale.</param>
public readonly record struct Reading(string Node, string Plugin, Measurement Measurement, DateTimeOffset Time, TimeSpan ExpectedEvery)
{
    /// <summary>The series that this reading continues.</summary>
    public SeriesId Series => new(Node, Plugin, Measurement.Sensor, Measurement.Quantity);

    /// <summary>Whether the next one is overdue.</summary>
    /// <param name="now">The present time.</param>
    public bool IsStale(DateTimeOffset now) => now - Time > ExpectedEvery;
}
