using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Presence;

/// <summary>Tells which sensors are there, which have fallen silent, and which should be there and are not. Safe from any thread.</summary>
internal sealed class SensorPresence(IReadingStore readings, ExpectedPlugins plugins, IOptions<NodeOptions> own, TimeProvider time)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 256;

    /// <summary>Every sensor at this moment, ordered by node, plugin and sensor.</summary>
    public IReadOnlyList<SensorDocument> Current
    {
        get
        {
            var now = time.GetUtcNow();
            var expected = plugins.Look().ToDictionary(one => (one.Plugin.Node, one.Plugin.Id));
            var sensors = new List<SensorDocument>();
            foreach (var sensor in readings.Current.Readings.GroupBy(reading => (reading.Node, reading.Plugin, reading.Measurement.Sensor)))
            {
                var isExpected = expected.TryGetValue((sensor.Key.Node, sensor.Key.Plugin), out var one);
                sensors.Add(Of(sensor.Key, [.. sensor], isExpected ? one : null, now));
            }

            var known = sensors.Select(sensor => (sensor.Node, sensor.Plugin)).ToHashSet();
            sensors.AddRange(expected.Values.Where(one => !known.Contains((one.Plugin.Node, one.Plugin.Id)) && IsOverdue(one)).Select(one =>
                new SensorDocument(one.Plugin.Node, one.Plugin.Id, null, SensorState.Missing, null, one.Plugin.ExpectedEvery?.TotalSeconds, Short(one.Plugin.Reason))));
            return [.. sensors.OrderBy(sensor => sensor.Node, StringComparer.Ordinal).ThenBy(sensor => sensor.Plugin, StringComparer.Ordinal).ThenBy(sensor => sensor.Sensor, StringComparer.Ordinal)];
        }
    }

    // Whoever has spoken is silent; of whom there are only readings from before its start is missing. One that is not
    // overdue yet is neither: what is shown of it is old, and says so.
    private SensorDocument Of((string Node, string Plugin, string Sensor) id, Reading[] readings, (ExpectedPlugin Plugin, TimeSpan Since)? expected, DateTimeOffset now)
    {
        var newest = readings.MaxBy(reading => reading.TimeHere);
        var sensor = new SensorDocument(id.Node, id.Plugin, id.Sensor, SensorState.Present, newest.TimeHere, newest.ExpectedEvery.TotalSeconds, null);
        if (readings.Any(reading => !reading.IsStale(now)))
        {
            return sensor;
        }

        if (expected is not { } one)
        {
            return sensor with { State = SensorState.Stale, Reason = "its plugin gives no readings any more, or its node is not heard from" };
        }

        // A reading of another node was on its way when the node was heard of first.
        var onItsWay = id.Node == own.Value.NodeId ? TimeSpan.Zero : newest.ExpectedEvery;
        var hasSpoken = newest.TimeHere >= now - one.Since - onItsWay;
        return one.Plugin.IsDown || (!hasSpoken && IsOverdue(one)) ? sensor with { State = SensorState.Missing, Reason = Short(one.Plugin.Reason) }
            : sensor with { State = SensorState.Stale, Reason = Short(one.Plugin.Error ?? (hasSpoken ? "its next reading is overdue" : "its plugin has just started")) };
    }

    private static bool IsOverdue((ExpectedPlugin Plugin, TimeSpan Since) one) => one.Plugin.IsDown || (one.Plugin.ExpectedEvery is { } every && one.Since > every);

    private static string Short(string text) => Logs.LogLine.Of(text, LongestReason);
}
