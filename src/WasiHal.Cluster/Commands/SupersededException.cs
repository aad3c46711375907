namespace WasiHal.Cluster.Commands;

/// <summary>Another connection asks for the commands of the same node.</summary>
internal sealed class SupersededException() : Exception("another connection asks for the commands of this node");
