namespace WasiHal.Cluster.Protocol;

/// <summary>A batch beside the first one of a push.</summary>
/// <param name="Incarnation">The start of the spoke that made it.</param>
/// <param name="Sequence">Its number, from 1, unique within the incarnation.</param>
/// <param name="Readings">What it holds, in the order in which it was measured.</param>
internal sealed record PushBatch(string Incarnation, long Sequence, IReadOnlyList<PushReading> Readings);
