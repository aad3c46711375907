namespace WasiHal.Cluster.Intake;

/// <summary>What one object of the original's says.</summary>
/// <param name="Node">The node, of the id's first part or of the sender.</param>
/// <param name="Sensor">The sensor.</param>
/// <param name="Readings">Its values that can be kept.</param>
/// <param name="Rejected">How many others there were.</param>
/// <param name="Hash">Over time and values: the same again is not news.</param>
internal sealed record FlatSensor(string Node, string Sensor, IReadOnlyList<Reading> Readings, int Rejected, UInt128 Hash);
