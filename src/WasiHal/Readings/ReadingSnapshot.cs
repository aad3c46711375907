namespace WasiHal;

/// <summary>The newest reading of every series at one moment. Immutable.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Readings">One per series, ordered by series.</param>
public sealed record ReadingSnapshot(DateTimeOffset Time, IReadOnlyList<Reading> Readings);
