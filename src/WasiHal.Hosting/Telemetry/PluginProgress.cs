using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Telemetry;

/// <summary>
/// Whether the care for plugins goes on. It stands still when a loop of the host's is not heard of, which is also how a reading sink that never returns
/// shows, and when plugins that sleep where nothing reaches them have brought all others to an end with them. Plugins that fail, however
/// often, are no standstill: a new start would only let them fail again.
/// </summary>
internal sealed class PluginProgress(PluginHost host, PluginCatalog catalog, PluginMeter meter, TimeProvider time) : INodeProgress
{
    /// <summary>
    /// So long nothing must have run beside threads that are lost: a new start gives them back, but what sleeps will sleep again, and a hub has more
    /// to do than its own plugins.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int Named = 3;

    private readonly Lock _lock = new();
    private long? _nothingRunsSince;

    /// <inheritdoc/>
    public string? Standstill => StalledLoops(host, catalog).Take(Named).ToArray() is { Length: > 0 } stalled ? string.Join("; ", stalled) : NothingRuns();

    /// <summary>Which loops of the host have not been heard of, in words.</summary>
    public static IEnumerable<string> StalledLoops(PluginHost host, PluginCatalog catalog)
    {
        if (catalog.Pulse.Overdue is { } since)
        {
            yield return $"the plugin folders have not been looked at for {Seconds(since)} longer than they should";
        }

        foreach (var (id, late) in host.Overdue.Take(PluginHealthCheck.Named))
        {
            yield return id is null
                ? $"a change of the plugins has not been taken over for {Seconds(late)}"
                : $"the care for plugin {id} has stood still for {Seconds(late)}";
        }
    }

    private string? NothingRuns()
    {
        var lost = meter.LostThreads ?? 0;
        var wanted = host.Plugins.Where(plugin => plugin.State != PluginState.Disabled).ToArray();
        lock (_lock)
        {
            if (lost == 0 || wanted.Length == 0 || wanted.Any(plugin => plugin.State != PluginState.Parked))
            {
                _nothingRunsSince = null;
                return null;
            }

            _nothingRunsSince ??= time.GetTimestamp();
            return time.GetElapsedTime(_nothingRunsSince.Value) is var elapsed && elapsed >= Patience
                ? $"no plugin has run for {Seconds(elapsed)}, and {lost} threads are held by plugins that sleep"
                : null;
        }
    }

    private static string Seconds(TimeSpan time) => new Duration(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds))).ToString();
}
