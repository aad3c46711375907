using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Protocol;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace WasiHal.Cluster.Telemetry;

/// <summary>
/// The meter <c>WasiHal.Cluster</c> and its instruments, which <c>docs/observability.md</c> lists: the newest readings that are not stale, and what
/// became of the nodes' readings. All of it is read when somebody collects; nothing is done while nobody does. Safe from any thread.
/// </summary>
internal sealed class NodeMeter : IHostedService
{
    public const string Name = "WasiHal.Cluster";
    public const string NodeKey = "wasihal.node.id";
    public const string PluginKey = "wasihal.plugin.id";
    public const string SensorKey = "wasihal.sensor";
    public const string QuantityKey = "wasihal.quantity";
    public const string UnitKey = "wasihal.unit";

    private readonly NodeDirectory _nodes;
    private readonly IReadingStore _readings;
    private readonly TimeProvider _time;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owns the meter.</param>
    /// <param name="nodes">Whose figures are told.</param>
    /// <param name="readings">What is told of the sensors.</param>
    /// <param name="time">The clock.</param>
    public NodeMeter(IMeterFactory meters, NodeDirectory nodes, IReadingStore readings, TimeProvider time)
    {
        (_nodes, _readings, _time) = (nodes, readings, time);
        var meter = meters.Create(new MeterOptions(Name) { Version = NodeDirectory.Version });
        foreach (var figure in NodeFigure.All)
        {
            if (figure.IsCounter)
            {
                meter.CreateObservableCounter(figure.InstrumentName, () => Observe(figure), figure.Unit, figure.Help);
            }
            else
            {
                meter.CreateObservableGauge(figure.InstrumentName, () => Observe(figure), figure.Unit, figure.Help);
            }
        }

        foreach (var instrument in ReadingInstrument.All)
        {
            meter.CreateObservableGauge(instrument.Name, () => Observe(instrument), instrument.Unit, instrument.Help);
        }

        meter.CreateObservableGauge("wasihal.reading", ObserveOthers, null, "Numbers whose quantity has no instrument of its own.");
        meter.CreateObservableGauge("wasihal.flag", ObserveFlags, "1", "Flags, alarms among them: 1 when set, 0 when not.");
    }

    /// <summary>Nothing: it is a service of the host's so that it is made.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> Observe(NodeFigure figure)
    {
        foreach (NodeDocument node in _nodes.Current)
        {
            if (figure.Value(node) is { } value)
            {
                yield return new(value, new Tag(NodeKey, node.Id));
            }
        }
    }

    private IEnumerable<Measurement<double>> Observe(ReadingInstrument instrument) =>
        from reading in Fresh(ReadingValueKind.Number)
        where reading.Measurement.Quantity == instrument.Quantity && reading.Measurement.Unit == instrument.Unit
        select instrument.HardwareId is { } hardware
            ? new Measurement<double>(reading.Measurement.Value.Number, [.. Tags(reading), new("hw.id", hardware)])
            : new Measurement<double>(reading.Measurement.Value.Number, Tags(reading));

    private IEnumerable<Measurement<double>> ObserveOthers() =>
        from reading in Fresh(ReadingValueKind.Number)
        where !Array.Exists(ReadingInstrument.All, instrument => reading.Measurement.Quantity == instrument.Quantity && reading.Measurement.Unit == instrument.Unit)
        select new Measurement<double>(reading.Measurement.Value.Number, [.. Tags(reading), new(QuantityKey, reading.Measurement.Quantity), new(UnitKey, reading.Measurement.Unit)]);

    private IEnumerable<Measurement<int>> ObserveFlags() =>
        from reading in Fresh(ReadingValueKind.Flag)
        select new Measurement<int>(reading.Measurement.Value.Flag ? 1 : 0, [.. Tags(reading), new(QuantityKey, reading.Measurement.Quantity)]);

    private IEnumerable<Reading> Fresh(ReadingValueKind kind)
    {
        var now = _time.GetUtcNow();
        return _readings.Current.Readings.Where(reading => reading.Measurement.Value.Kind == kind && !reading.IsStale(now));
    }

    private static Tag[] Tags(in Reading reading) => [new(NodeKey, reading.Node), new(PluginKey, reading.Plugin), new(SensorKey, reading.Measurement.Sensor)];
}
