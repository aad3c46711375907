using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Telemetry;

public sealed class NodeMeterTests
{
    [Fact]
    public async Task Readings_AreObservedByQuantity_StaleOnesAndTextsAreNot()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        var now = node.Time.GetUtcNow();
        node.Readings.Current = new(now,
        [
            TestReadings.Number(21.5, now),
            TestReadings.Number(9, now.AddSeconds(-16), plugin: "old"),
            TestReadings.Of(ReadingValue.FromNumber(48.2), now, "cpu_temperature", "pi-monitor", "Cel"),
            TestReadings.Of(ReadingValue.FromNumber(412), now, "co2", "scd41", "ppm"),
            TestReadings.Of(ReadingValue.FromNumber(70), now, "temperature", "foreign", "degF"),
            TestReadings.Flag(true, now),
            TestReadings.Text("dry", now),
        ]);

        var seen = Collect(node);

        Assert.Equal(
            [
                "hw.temperature Cel 48.2 hw.id=cpu wasihal.node.id=hub wasihal.plugin.id=pi-monitor wasihal.sensor=room",
                "wasihal.flag 1 1 wasihal.node.id=hub wasihal.plugin.id=dht22 wasihal.quantity=fan wasihal.sensor=room",
                "wasihal.reading  412 wasihal.node.id=hub wasihal.plugin.id=scd41 wasihal.quantity=co2 wasihal.sensor=room wasihal.unit=ppm",
                "wasihal.reading  70 wasihal.node.id=hub wasihal.plugin.id=foreign wasihal.quantity=temperature wasihal.sensor=room wasihal.unit=degF",
                "wasihal.temperature Cel 21.5 wasihal.node.id=hub wasihal.plugin.id=dht22 wasihal.sensor=room",
            ],
            seen.Where(line => !line.StartsWith("wasihal.node.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nodes_AreObserved_AndWhatIsNotKnownIsNot()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        await node.PushAsync(Pushes.Push(status: Pushes.Status(taken: 3, waitingReadings: 2)));

        var seen = Collect(node);

        Assert.Contains("wasihal.node.readings.taken {reading} 3 wasihal.node.id=pi", seen);
        Assert.Contains("wasihal.node.readings.applied {reading} 1 wasihal.node.id=pi", seen);
        Assert.Contains("wasihal.node.problem 1 0 wasihal.node.id=pi", seen);
        Assert.DoesNotContain(seen, line => line.StartsWith("wasihal.node.disk.written", StringComparison.Ordinal) && line.EndsWith("=pi", StringComparison.Ordinal));
    }

    private static List<string> Collect(TestNode node)
    {
        var lines = new List<string>();
        using var listener = new MeterListener();
        var factory = node.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == "WasiHal.Cluster" && instrument.Meter.Scope == factory)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => lines.Add(LineOf(instrument, value, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => lines.Add(LineOf(instrument, value, tags)));
        listener.Start();
        listener.RecordObservableInstruments();
        return lines;
    }

    private static string LineOf(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        FormattableString.Invariant($"{instrument.Name} {instrument.Unit} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))}");
}
