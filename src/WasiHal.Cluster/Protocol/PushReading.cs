namespace WasiHal.Cluster.Protocol;

/// <summary>One reading on its way from a spoke to the hub.</summary>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Sensor">The sensor within the plugin.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">UCUM code; absent for none.</param>
/// <param name="Time">When it was taken, by the spoke's clock; to the millisecond.</param>
/// <param name="ExpectedEverySeconds">How soon the next one is due; absent when the spoke does not say.</param>
internal sealed record PushReading(string Plugin, string Sensor, string Quantity, ReadingValue Value, string? Unit, DateTimeOffset Time, double? ExpectedEverySeconds);
