namespace WasiHal.Cluster.Protocol;

/// <summary>Names a batch of a node.</summary>
/// <param name="Incarnation">The start of the spoke that made it.</param>
/// <param name="Sequence">Its number.</param>
internal readonly record struct BatchName(string Incarnation, long Sequence);
