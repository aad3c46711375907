namespace WasiHal.Cluster.History;

/// <summary>One reading as the journal has it.</summary>
/// <param name="Series">The series' number in the database.</param>
/// <param name="Time">When it was taken, by the clock of its node: milliseconds since 1970.</param>
/// <param name="Value">The value.</param>
/// <param name="ExpectedEvery">How soon the next one is due, in milliseconds.</param>
internal readonly record struct StoredReading(int Series, long Time, ReadingValue Value, long ExpectedEvery);
