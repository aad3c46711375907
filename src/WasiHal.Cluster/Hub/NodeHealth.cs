using Microsoft.Extensions.Hosting;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>Judges how this node is.</summary>
internal sealed class NodeHealth(IHostApplicationLifetime lifetime, IEnumerable<IPluginDirectory> plugins)
{
    /// <summary>Whether it works.</summary>
    public HealthStatus Health =>
        lifetime.ApplicationStopping.IsCancellationRequested ? HealthStatus.Unhealthy
        : plugins.SelectMany(directory => directory.Plugins).Any(IsIll) ? HealthStatus.Degraded
        : HealthStatus.Healthy;

    /// <summary>Whether it can be used yet, and still.</summary>
    public HealthStatus Readiness => lifetime.ApplicationStarted.IsCancellationRequested ? Health : HealthStatus.Unhealthy;

    private static bool IsIll(PluginStatus plugin) => plugin.State is PluginState.BackingOff or PluginState.Parked || plugin.LastError is not null;
}
