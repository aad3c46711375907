namespace WasiHal.Cluster.Spoke;

/// <summary>No whole answer came from the hub. Whether it took what was sent is not known.</summary>
internal sealed class HubUnreachableException(string message, Exception? cause = null) : Exception(message, cause);
