using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /healthz</c> and <c>/readyz</c>.</summary>
/// <param name="Status">The worst of all checks.</param>
/// <param name="Checks">What was checked, ordered by name.</param>
internal sealed record HealthDocument(HealthStatus Status, IReadOnlyList<HealthCheckDocument> Checks);
