using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Metrics;

/// <summary>Whether the sensors are there: also of one that never spoke.</summary>
internal sealed class SensorMetrics(SensorPresence sensors) : IMetricsSource
{
    /// <summary>Sensors of one answer.</summary>
    public const int MaxSensors = 2_000;

    private static readonly MetricFamily Presence = new("wasihal_sensor_present", MetricType.Gauge, "", "1 when a sensor speaks as often as it should, 0 when it is stale or missing. The label sensor is empty when its plugin has not named one yet.");

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        // Whoever is not there first: of those who are, the readings tell too.
        SensorDocument[] all = [.. sensors.Current.OrderByDescending(sensor => sensor.State)];
        return [new(Presence, [.. omissions.First("sensors", all, MaxSensors).Select(Of)])];
    }

    private static MetricSample Of(SensorDocument sensor) =>
        new(sensor.State == SensorState.Present ? 1 : 0, new("node", sensor.Node), new("plugin", sensor.Plugin), new("sensor", sensor.Sensor ?? ""));
}
