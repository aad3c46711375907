using Microsoft.Extensions.Diagnostics.HealthChecks;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Telemetry;

/// <summary>
/// Tells degraded from dead. Degraded: a plugin is ill, or a thread was given up; the host and the other plugins go on.
/// Unhealthy: a loop of the host itself has not been heard of for longer than anything that it does may take.
/// </summary>
internal sealed class PluginHealthCheck(PluginHost host, PluginCatalog catalog, PluginMeter meter) : IHealthCheck
{
    public const string Name = "wasihal-plugins";

    /// <summary>How many plugins a description names; the others are counted.</summary>
    public const int Named = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var plugins = host.Plugins;
        var stalled = PluginProgress.StalledLoops(host, catalog).ToArray();
        var ill = plugins.Where(IsIll).ToArray();
        var lost = meter.LostThreads;
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["plugins"] = plugins.Count,
            ["running"] = plugins.Count(plugin => plugin.State == PluginState.Running),
            ["backingOff"] = plugins.Count(plugin => plugin.State == PluginState.BackingOff),
            ["parked"] = plugins.Count(plugin => plugin.State == PluginState.Parked),
            ["failing"] = plugins.Count(plugin => plugin.LastError is not null),
            ["stalled"] = stalled.Length,
        };
        if (lost is { } threads)
        {
            data["lostThreads"] = threads;
        }

        List<string> words = [.. stalled];
        if (lost > 0)
        {
            words.Add($"{lost} threads were given up because a plugin sleeps on them; a restart of the program gives them back");
        }

        words.AddRange(ill.Take(Named).Select(Describe));
        if (ill.Length > Named)
        {
            words.Add($"{ill.Length - Named} more plugins are ill");
        }

        var description = words.Count > 0 ? string.Join("; ", words) : $"{data["running"]} of {plugins.Count} plugins run, nothing is wrong with the others";
        return Task.FromResult(
            stalled.Length > 0 ? HealthCheckResult.Unhealthy(description, data: data)
            : words.Count > 0 ? HealthCheckResult.Degraded(description, data: data)
            : HealthCheckResult.Healthy(description, data));
    }

    private static bool IsIll(PluginStatus plugin) => plugin.State is PluginState.BackingOff or PluginState.Parked || plugin.LastError is not null;

    private static string Describe(PluginStatus plugin)
    {
        var what = plugin.State switch
        {
            PluginState.BackingOff => "is started again after a pause",
            PluginState.Parked => "is parked",
            PluginState.Loading => "is loading after a failure",
            _ => "runs with a failure",
        };
        return plugin.LastError is { } error ? $"plugin {plugin.Id} {what}: {PlainText.Short(error.Message)}" : $"plugin {plugin.Id} {what}";
    }
}
