namespace WasiHal.Cluster.Intake;

/// <summary>A process pushes as a node as which a younger one pushes too: two machines have one node id, or one card was copied.</summary>
internal sealed class SenderSupersededException(string message) : Exception(message);
