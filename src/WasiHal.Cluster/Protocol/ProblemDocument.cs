namespace WasiHal.Cluster.Protocol;

/// <summary>An error as RFC 9457 writes it. Without a type of its own: the status says the kind.</summary>
internal sealed record ProblemDocument(string Title, int Status, string? Detail);
