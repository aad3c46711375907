using System.Text.Json;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Live;

/// <summary>Tells the page what changed of nodes and plugins, which readings became stale, and what is logged.</summary>
internal sealed class StatusFeed(
    IReadingStore readings,
    NodePlugins plugins,
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
    private Dictionary<(string Node, string Id), (byte[] News, PluginState State, PluginError? Error)> _plugins = [];

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
        var now = new Dictionary<(string Node, string Id), (byte[] News, PluginState State, PluginError? Error)>();
        var changed = new List<PluginDocument>();
        foreach (var document in plugins.Documents)
        {
            var id = (document.Node, document.Id);
            var news = JsonSerializer.SerializeToUtf8Bytes(NewsOf(document), NodeJson.Default.PluginDocument);
            var isKnown = _plugins.TryGetValue(id, out var before);
            now[id] = (news, document.State, document.LastError);
            if (!isKnown || !before.News.AsSpan().SequenceEqual(news))
            {
                changed.Add(document);
            }

            if (!isKnown || before.State != document.State || before.Error != document.LastError)
            {
                changes.Add();
            }
        }

        string[] gone = [.. _plugins.Keys.Except(now.Keys).Select(id => id.Node == nodes.Own ? id.Id : $"{id.Id} of {id.Node}").Order(StringComparer.Ordinal)];
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

    // Each push of each node brings new counts: of others' plugins only what happened to them is an event.
    private PluginDocument NewsOf(PluginDocument plugin) => plugin.Node == nodes.Own
        ? plugin
        : plugin with { Polls = 0, LastPollMilliseconds = null, MemoryBytes = null, DeniedCalls = 0, Failures = 0 };

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
