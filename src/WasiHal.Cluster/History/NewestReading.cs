namespace WasiHal.Cluster.History;

/// <summary>The newest reading of a series, in the order of its node.</summary>
/// <param name="Order">Where it stands.</param>
/// <param name="Time">When it was taken, in milliseconds since 1970.</param>
/// <param name="Value">The value.</param>
/// <param name="ExpectedEvery">How soon the next one is due, in milliseconds.</param>
/// <param name="ClockAhead">How far its node's clock was ahead of the hub's, in milliseconds.</param>
internal sealed record NewestReading(ReadingOrder Order, long Time, ReadingValue Value, long ExpectedEvery, long ClockAhead);
