using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WasiHal.Cluster.Spoke;

/// <summary>Whether readings get to the disk.</summary>
internal sealed class OutboxHealthCheck(Outbox outbox, OutboxWriter writer) : IHealthCheck
{
    /// <summary>Its name.</summary>
    public const string Name = "wasihal-outbox";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = outbox.Figures;
        var data = new Dictionary<string, object>
        {
            ["taken"] = figures.Taken,
            ["confirmed"] = figures.Confirmed,
            ["waiting"] = figures.WaitingReadings,
            ["lost"] = figures.Lost.Total,
            ["inMemory"] = writer.InMemory,
        };
        var result = outbox.Problem is { } problem ? HealthCheckResult.Degraded($"readings wait in memory, because the outbox cannot be used: {problem}", data: data)
            : figures.IsLossUnknown ? HealthCheckResult.Degraded("an outbox was damaged and set aside, with an unknown number of readings; the log of the start says where", data: data)
            : HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"{figures.WaitingReadings} readings wait, {figures.Lost.Total} had to be dropped"), data);
        return Task.FromResult(result);
    }
}
