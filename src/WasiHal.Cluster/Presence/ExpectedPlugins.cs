using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Presence;

/// <summary>
/// The plugins that readings are expected of, on this node and on those that push to it, and since when. The start of a plugin
/// is when this process saw first that it should run: one that fails and is started again and again has not started anew. Safe
/// from any thread.
/// </summary>
internal sealed class ExpectedPlugins(IEnumerable<IPluginDirectory> directories, TimeProvider time, KnownNodes? nodes = null)
{
    private readonly Lock _lock = new();
    private Dictionary<(string Node, string Plugin), long> _since = [];

    /// <summary>Every one at this moment, and how long it has been expected.</summary>
    public IReadOnlyList<(ExpectedPlugin Plugin, TimeSpan Since)> Look()
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            var before = _since;
            _since = [];
            var all = new List<(ExpectedPlugin Plugin, TimeSpan Since)>();
            foreach (var plugin in Own().Concat(Others()))
            {
                var id = (plugin.Node, plugin.Id);
                if (_since.TryAdd(id, before.TryGetValue(id, out var since) ? since : now))
                {
                    all.Add((plugin, time.GetElapsedTime(_since[id], now)));
                }
            }

            return all;
        }
    }

    private IEnumerable<ExpectedPlugin> Own() =>
        from directory in directories
        from plugin in directory.Plugins
        where plugin.State != PluginState.Disabled

        // What was never loaded may be a sensor's driver for all that anybody knows.
        where plugin.Kinds.Contains(PluginKind.Sensor) || (plugin.Kinds.Count == 0 && plugin.State is PluginState.BackingOff or PluginState.Parked)
        select new ExpectedPlugin(plugin.Node, plugin.Id, plugin.State, plugin.ExpectedEvery?.Value, plugin.LastError?.Message);

    private IEnumerable<ExpectedPlugin> Others() =>
        from node in nodes?.Others ?? []
        from plugin in node.Report.Status?.Plugins ?? []
        where plugin.IsSensor && plugin.State != PluginState.Disabled
        select new ExpectedPlugin(node.Report.Node, plugin.Id, plugin.State, plugin.ExpectedEverySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, plugin.LastError);
}
