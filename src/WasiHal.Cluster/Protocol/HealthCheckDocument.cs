using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WasiHal.Cluster.Protocol;

/// <summary>One check as <c>/healthz</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Description">What it says, if it says something.</param>
internal sealed record HealthCheckDocument(string Name, HealthStatus Status, string? Description);
