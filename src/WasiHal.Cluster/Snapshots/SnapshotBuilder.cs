using System.Text;
using System.Text.Json;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Snapshots;

/// <summary>Makes the JSON that dashboards and displays get. Safe from any thread.</summary>
internal sealed class SnapshotBuilder(
    IReadingStore readings,
    NodePlugins plugins,
    NodeDirectory nodes,
    RecentHistory history,
    LogRing logs,
    KnownActions actions,
    SensorPresence sensors,
    TimeProvider time)
{
    /// <summary>Bytes of the longest snapshot: a plugin's <c>limits.text_bytes</c>, unless it is configured.</summary>
    public const int MaxBytes = 256 * 1024;

    private int _level;

    /// <summary>What the node knows at this moment, in at most <see cref="MaxBytes"/>.</summary>
    public string Build()
    {
        var now = time.GetUtcNow();
        var all = new SnapshotDocument(
            now,
            nodes.Own,
            nodes.Current,
            ReadingsDocument.Of(readings.Current, now).Readings,
            plugins.Documents,
            new(history.Since(DateTimeOffset.MinValue), DateTimeOffset.MinValue),
            logs.After(0),
            actions.Current,
            sensors.Current,
            null);

        // A node whose snapshots were too long a moment ago has not shrunk since: not every try is made each time.
        for (var level = Math.Max(0, Volatile.Read(ref _level) - 1); ; level++)
        {
            var isLast = level == SnapshotBounds.Levels.Length - 1;
            var document = Within(all, SnapshotBounds.Levels[level]);
            if (!isLast && LeastBytes(document) > MaxBytes)
            {
                continue;
            }

            var bytes = JsonSerializer.SerializeToUtf8Bytes(document, RelaxedJson.Default.SnapshotDocument);
            if (bytes.Length <= MaxBytes || isLast)
            {
                Volatile.Write(ref _level, level);
                return Encoding.UTF8.GetString(bytes);
            }
        }
    }

    private static SnapshotDocument Within(SnapshotDocument all, in SnapshotBounds bounds)
    {
        var (details, longest, ofAPlugin) = (bounds.Details, bounds.TextLength, bounds.ReadingsOfAPlugin);
        ReadingDocument[] readings =
        [
            .. all.Readings
                .Where(reading => reading.Value.Kind != ReadingValueKind.Text || reading.Value.Text.Length <= longest)
                .GroupBy(reading => (reading.Node, reading.Plugin))
                .SelectMany(plugin => plugin.Take(ofAPlugin)),
        ];
        PluginDocument[] plugins = [.. all.Plugins.Take(bounds.Plugins).Select(plugin => details ? plugin : WithoutDetail(plugin))];
        var history = all.History with
        {
            Since = HistoryPoint.StepOf(all.Time, RecentHistory.Step) - (RecentHistory.Step * (bounds.HistoryPoints - 1)),
        };
        LogEntry[] logs = [.. all.Logs.TakeLast(bounds.Logs)];
        var omitted = new SnapshotOmissions(all.Readings.Count - readings.Length, all.Plugins.Count - plugins.Length, history.Omitted, 0, 0);
        if (bounds.Logs < SnapshotBounds.Levels[0].Logs)
        {
            omitted = omitted with { Logs = Math.Min(all.Logs.Count, SnapshotBounds.Levels[0].Logs) - logs.Length };
        }

        // Whoever is not there first: of those who are, the readings tell too.
        SensorDocument[] sensors = [.. all.Sensors.OrderByDescending(sensor => sensor.State).Take(bounds.Plugins).OrderBy(sensor => sensor.Node, StringComparer.Ordinal).ThenBy(sensor => sensor.Plugin, StringComparer.Ordinal).ThenBy(sensor => sensor.Sensor, StringComparer.Ordinal)];
        omitted = omitted with { Sensors = all.Sensors.Count - sensors.Length };

        // They are few and short, and go last of all.
        var actions = bounds.Plugins == int.MaxValue ? all.Actions : [];
        return all with { Readings = readings, Plugins = plugins, History = history, Logs = logs, Actions = actions, Sensors = sensors, Omitted = omitted == SnapshotOmissions.None ? null : omitted };
    }

    // What would be far too long is not even written.
    private static long LeastBytes(SnapshotDocument document) =>
        document.Readings.Sum(reading => 90L + (reading.Value.Kind == ReadingValueKind.Text ? reading.Value.Text.Length : 0))
        + document.Plugins.Sum(plugin => 300L + (plugin.LastError?.Message.Length ?? 0) + (plugin.LastError?.Detail?.Length ?? 0))
        + document.Logs.Sum(entry => 80L + entry.Message.Length)
        + document.Sensors.Sum(sensor => 120L + (sensor.Reason?.Length ?? 0))
        + (30L * document.History.Kept);

    private static PluginDocument WithoutDetail(PluginDocument plugin) => plugin.LastError is { } error
        ? plugin with { LastError = error with { Message = error.Message.Length <= 256 ? error.Message : error.Message[..256] + "…", Detail = null } }
        : plugin;
}
