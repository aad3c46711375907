using WasiHal.Hosting.Wasm.Components.Original;

namespace WasiHal.Hosting.Tests.Wasm.Components.Original;

public sealed class OriginalSensorDataTests
{
    private const string Nodes = """[{"id": "hub", "role": "hub"}, {"id": "pi4-node-1", "role": "spoke"}, {"id": "pizero-2", "role": "spoke"}]""";

    [Fact]
    public void Of_EverythingKnown_HasTheShapeAndUnitsOfTheOriginal()
    {
        string[] readings =
        [
            Reading("pi4-node-1", "dht22", "dht22", "temperature", "21.5"),
            Reading("pi4-node-1", "dht22", "dht22", "relative_humidity", "45"),
            Reading("pi4-node-1", "dht22", "dht22", "alarm_hot", "false"),
            Reading("pi4-node-1", "bme680", "bme680", "temperature", "22"),
            Reading("pi4-node-1", "bme680", "bme680", "relative_humidity", "40.25"),
            Reading("pi4-node-1", "bme680", "bme680", "pressure", "101325"),
            Reading("pi4-node-1", "bme680", "bme680", "gas_resistance", "52700"),
            Reading("pi4-node-1", "bme680", "bme680", "air_quality_score", "42"),
            Reading("pi4-node-1", "bme680", "bme680", "air_quality_accuracy", "3"),
            Reading("hub", "pi-monitor", "board", "cpu_temperature", "48.2"),
            Reading("hub", "pi-monitor", "board", "cpu_use", "12.5"),
            Reading("hub", "pi-monitor", "board", "memory_used", "536870912"),
            Reading("hub", "pi-monitor", "board", "memory_total", "3978297344"),
            Reading("hub", "pi-monitor", "board", "uptime", "86400.7"),
            Reading("hub", "pi-monitor", "board", "throttled", "false"),
            Reading("pi4-node-1", "pi-monitor", "board", "cpu_temperature", "55"),
            Reading("pi4-node-1", "pi-monitor", "board", "fan", "true"),
            Reading("pizero-2", "pi-monitor", "board", "cpu_use", "99"),
        ];

        Assert.Equal(
            """
            {"dht22":{"temperature":21.5,"humidity":45},
            "bme680":{"temperature":22,"humidity":40.25,"pressure":1013.25,"gas_resistance":52.7,"iaq_score":42,"iaq_accuracy":3},
            "hub":{"cpu_temp":48.2,"cpu_usage":12.5,"memory_used_mb":512,"memory_total_mb":3794,"uptime_seconds":86401},
            "pi4":{"cpu_temp":55,"fan_on":true},
            "pizero":{"cpu_usage":99}}
            """.ReplaceLineEndings(""),
            OriginalSensorData.Of(Snapshot(readings)));
    }

    [Fact]
    public void Of_NothingKnown_IsAnEmptyObject()
    {
        Assert.Equal("{}", OriginalSensorData.Of(Snapshot()));
        Assert.Equal("{}", OriginalSensorData.Of("{}"));
    }

    [Fact]
    public void Of_StaleReadings_AreLeftOut() => Assert.Equal(
        """{"dht22":{"humidity":45}}""",
        OriginalSensorData.Of(Snapshot(
            Reading("hub", "dht22", "dht22", "temperature", "21.5", isStale: true),
            Reading("hub", "dht22", "dht22", "relative_humidity", "45"))));

    [Fact]
    public void Of_ReadingOfANodeOfTheOriginal_IsKnownByItsSensor() => Assert.Equal(
        """{"dht22":{"temperature":20}}""",
        OriginalSensorData.Of(Snapshot(Reading("old", "flat", "dht22-gpio4", "temperature", "20"), Reading("old", "flat", "garden", "temperature", "5"))));

    [Fact]
    public void Of_SeveralOfAKind_TakesItsOwnNodeFirstAndThenTheOrderOfNames()
    {
        var mine = Reading("hub", "dht22", "dht22", "temperature", "1");
        var first = Reading("a", "dht22", "dht22", "temperature", "2");
        var second = Reading("b", "dht22", "dht22", "temperature", "3");

        Assert.Equal("""{"dht22":{"temperature":1}}""", OriginalSensorData.Of(Snapshot(second, first, mine)));
        Assert.Equal("""{"dht22":{"temperature":2}}""", OriginalSensorData.Of(Snapshot(second, first)));
    }

    [Fact]
    public void Of_TextWhereANumberBelongs_IsLeftOut() => Assert.Equal(
        """{"dht22":{"humidity":45}}""",
        OriginalSensorData.Of(Snapshot(Reading("hub", "dht22", "dht22", "temperature", "\"warm\""), Reading("hub", "dht22", "dht22", "relative_humidity", "45"))));

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"readings": {}}""")]
    [InlineData("""{"readings": [1]}""")]
    [InlineData("""{"readings": [{"node": "hub", "plugin": "dht22", "sensor": "dht22", "quantity": "temperature"}]}""")]
    public void Of_NoSnapshot_Fails(string json)
    {
        var failure = Assert.Throws<PluginFailedException>(() => OriginalSensorData.Of(json));

        Assert.Equal("the host gave the plugin something that is no snapshot", failure.Message);
    }

    private static string Snapshot(params string[] readings) => $$"""{"node": "hub", "nodes": {{Nodes}}, "readings": [{{string.Join(", ", readings)}}], "plugins": []}""";

    private static string Reading(string node, string plugin, string sensor, string quantity, string value, bool isStale = false) =>
        $$"""{"node": "{{node}}", "plugin": "{{plugin}}", "sensor": "{{sensor}}", "quantity": "{{quantity}}", "value": {{value}}, "unit": "x", "stale": {{(isStale ? "true" : "false")}}}""";
}
