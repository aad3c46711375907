using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Spoke;

/// <summary>Whether the hub takes what is sent.</summary>
internal sealed class PushHealthCheck(Pusher pusher, Outbox outbox, IPushFormat format, IOptions<SpokeOptions> options, TimeProvider time) : IHealthCheck
{
    /// <summary>Its name.</summary>
    public const string Name = "wasihal-push";

    /// <summary>The hub is missed after so long without an answer of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = pusher.State;
        var isDue = format.HasHeartbeat || outbox.Figures.WaitingBatches > 0;
        var result = options.Value.PushAddress is null ? HealthCheckResult.Healthy("cluster.hub_url is empty: nothing is sent, all is kept in the outbox")
            : state.IsSuperseded ? HealthCheckResult.Degraded($"another process pushes to the hub with this node's id: {state.Problem}")
            : isDue && time.GetElapsedTime(state.Heard) > Patience ? HealthCheckResult.Degraded($"the hub has not confirmed anything for more than {Patience.TotalMinutes} min: {state.Problem ?? "it was not asked"}")
            : state.PassedOver > 0 ? HealthCheckResult.Degraded(state.Problem)
            : state.Problem is { } problem ? HealthCheckResult.Healthy($"the hub did not take the last push, and it is tried again: {problem}")
            : HealthCheckResult.Healthy("the hub confirms what it is sent");
        return Task.FromResult(result);
    }
}
