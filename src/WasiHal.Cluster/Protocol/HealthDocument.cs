namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /healthz</c> and <c>/readyz</c>.</summary>
internal sealed record HealthDocument(HealthStatus Status);
