namespace WasiHal.Cluster.Intake;

/// <summary>The hub knows as many nodes as it may.</summary>
internal sealed class LedgerFullException(string message) : Exception(message);
