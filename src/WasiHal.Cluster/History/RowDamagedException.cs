namespace WasiHal.Cluster.History;

/// <summary>One row of the database is not as it was written. The others are none the worse for it.</summary>
internal sealed class RowDamagedException(string message) : Exception(message);
