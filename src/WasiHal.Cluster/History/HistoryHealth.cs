using Microsoft.Extensions.Diagnostics.HealthChecks;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.History;

/// <summary>
/// The health check <c>history</c>: degraded while the database cannot be used. Never worse, because a restart mends no
/// disk, and throws away the readings that wait in memory.
/// </summary>
internal sealed class HistoryHealth(HubDatabase database, OwnReadings own) : IHealthCheck
{
    /// <summary>Its name.</summary>
    public const string Name = "history";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statistics = database.Statistics;
        var data = new Dictionary<string, object>
        {
            ["applied"] = statistics.Applied,
            ["readings"] = statistics.Readings,
            ["rejected"] = statistics.Rejected,
            ["purged"] = statistics.Purged,
            ["damaged"] = statistics.Damaged,
            ["databaseBytes"] = statistics.Bytes,
            ["waiting"] = own.Waiting,
            ["lost"] = own.Lost,
        };
        return Task.FromResult(database.Problem is { } problem
            ? HealthCheckResult.Degraded($"The history cannot be used: {problem}. {own.Waiting} readings of this node wait in memory, {own.Lost} were dropped.", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
