namespace WasiHal.Cluster.Spoke;

/// <summary>Readings on their way from memory to the outbox.</summary>
/// <param name="Content">Packed: <see cref="BatchContent"/>.</param>
/// <param name="Readings">How many.</param>
/// <param name="UnsetClock">Their times are from before the clock was set: how far it was ahead of the monotonic one then; null for all others.</param>
internal sealed record PackedBatch(byte[] Content, int Readings, TimeSpan? UnsetClock);
