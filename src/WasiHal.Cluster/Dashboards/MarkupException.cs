namespace WasiHal.Cluster.Dashboards;

/// <summary>HTML that is not even looked through, because of its size or shape.</summary>
internal sealed class MarkupException(string message) : Exception(message);
