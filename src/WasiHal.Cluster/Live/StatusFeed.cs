using System.Text.Json;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Live;

/// <summary>Tells the page what changed of nodes and plugins, which readings became stale, and what is logged.</summary>
internal sealed class StatusFeed(
    IReadingStore readings,
    IEnumerable<IPluginDirectory> directories,
    NodeDirectory nodes,
    LogRing logs,
    ExpectedPlugins expected,
    SensorPresence sensors,
    LiveEvents live,
    NodeChanges changes,
    TimeProvider time,
    ILogger<StatusFeed> logger) : TickingService(StatusFeed.Tick, time)
{
    /// <summary>How often it is looked what changed.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, NodeDocument> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<SeriesId> _stale = [];
    private HashSet<(string Node, string Plugin, string? Sensor, SensorState State)> _sensors = [];
    private Dictionary<string, (byte[] Json, PluginState State, PluginError? Error)> _plugins = new(StringComparer.Ordinal);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        logs.OnAdded = TellLog;
        return base.StartAsync(cancellationToken);
    }

    protected override Task TickAsync(CancellationToken stopping)
    {
        // Also when nobody listens: since when a plugin is expected to give readings counts from the first look at it.
        expected.Look();
        if (live.IsListenedTo)
        {
            TellPlugins();
            TellNodes();
            TellStale();
            NoteSensors();
        }

        return Task.CompletedTask;
    }

    protected override void Tell(Exception fault) => Log.FeedFailed(logger, fault);

    // It must not log: it is called for each entry.
    private void TellLog(LogEntry entry)
    {
        if (live.IsListenedTo)
        {
            live.Publish("log", entry, RelaxedJson.Default.LogEntry);
        }
        else
        {
            live.Miss();
        }
    }

    private void TellPlugins()
    {
        var now = new Dictionary<string, (byte[] Json, PluginState State, PluginError? Error)>(StringComparer.Ordinal);
        var changed = new List<PluginDocument>();
        foreach (var plugin in directories.SelectMany(directory => directory.Plugins))
        {
            var document = PluginDocument.Of(plugin);
            var json = JsonSerializer.SerializeToUtf8Bytes(document, NodeJson.Default.PluginDocument);
            var isKnown = _plugins.TryGetValue(plugin.Id, out var before);
            now[plugin.Id] = (json, plugin.State, plugin.LastError);
            if (!isKnown || !before.Json.AsSpan().SequenceEqual(json))
            {
                changed.Add(document);
            }

            if (!isKnown || before.State != plugin.State || before.Error != plugin.LastError)
            {
                changes.Add();
            }
        }

        var gone = _plugins.Keys.Except(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        _plugins = now;
        if (gone.Length > 0)
        {
            changes.Add();
            live.Publish("reset", new ResetDocument($"gone: {string.Join(", ", gone)}"), RelaxedJson.Default.ResetDocument);
        }

        if (changed.Count > 0)
        {
            live.Publish("plugin", changed, RelaxedJson.Default.IReadOnlyListPluginDocument);
        }
    }

    private void TellNodes()
    {
        var changed = nodes.Current.Where(node => !_nodes.TryGetValue(node.Id, out var before) || node.IsNewsAfter(before)).ToArray();
        if (changed.Length > 0)
        {
            Array.ForEach(changed, node => _nodes[node.Id] = node);
            changes.Add();
            live.Publish("node", changed, RelaxedJson.Default.IReadOnlyListNodeDocument);
        }
    }

    private void TellStale()
    {
        var now = Time.GetUtcNow();
        var changed = new List<ReadingDocument>();
        foreach (var reading in readings.Current.Readings)
        {
            // One that is fresh again came as a reading.
            if (!reading.IsStale(now))
            {
                _stale.Remove(reading.Series);
            }
            else if (_stale.Add(reading.Series))
            {
                changed.Add(ReadingDocument.Of(reading, now));
            }
        }

        if (changed.Count > 0)
        {
            changes.Add();
            live.Publish("reading", changed, RelaxedJson.Default.IReadOnlyListReadingDocument);
        }
    }

    // The page is drawn anew for it: there is no event of it, as whoever draws has the whole snapshot.
    private void NoteSensors()
    {
        var now = sensors.Current.Select(sensor => (sensor.Node, sensor.Plugin, sensor.Sensor, sensor.State)).ToHashSet();
        if (!now.SetEquals(_sensors))
        {
            _sensors = now;
            changes.Add();
        }
    }
}
