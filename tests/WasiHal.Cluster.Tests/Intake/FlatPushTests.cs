using System.Net;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class FlatPushTests
{
    private const string Push = """
        [
          {"sensor_id":"pi4-node-1:dht22-gpio4","timestamp_ms":1772366400000,"data":{"temperature":21.5,"humidity":45}},
          {"sensor_id":"pi4-node-1:bme680-i2c","timestamp_ms":1772366400001,"data":{"temperature":22,"humidity":40.25,"pressure":1004.95,"gas_resistance":52.7,"iaq_score":42,"iaq_accuracy":3}},
          {"sensor_id":"pi4-node-1:pi4-monitor","timestamp_ms":1772366400002,"data":{"cpu_temp":55,"cpu_usage":12.5,"memory_used_mb":512,"memory_total_mb":3794,"uptime_seconds":86401,"fan_on":true}}
        ]
        """;

    private static readonly KeyValuePair<string, string>[] Lan = [new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24"), new("cluster:security:allow_unsigned_push:1", "127.0.0.1"), new("cluster:security:allow_unsigned_push:2", "fd00::/8")];

    [Fact]
    public async Task Push_OfTheOriginal_IsTakenInOurNamesAndUnitsAndAnsweredEmpty()
    {
        var (node, client) = await TestNode.StartAsync(settings: Lan);
        await using var _ = node;

        var reply = await node.PushAsync(Push, Pushes.Lan, "192.168.40.9");

        Assert.Equal((200, ""), (reply.Status, reply.Body));
        Assert.Equal(
            [
                "dht22-gpio4 temperature 21.5 Cel", "dht22-gpio4 relative_humidity 45 %",
                "bme680-i2c temperature 22 Cel", "bme680-i2c relative_humidity 40.25 %", "bme680-i2c pressure 100495 Pa", "bme680-i2c gas_resistance 52700 Ohm",
                "bme680-i2c air_quality_score 42 1", "bme680-i2c air_quality_accuracy 3 1",
                "pi4-monitor cpu_temperature 55 Cel", "pi4-monitor cpu_use 12.5 %", "pi4-monitor memory_used 536870912 By", "pi4-monitor memory_total 3978297344 By", "pi4-monitor uptime 86401 s", "pi4-monitor fan true ",
            ],
            node.Ledger.Applied.Select(reading => $"{reading.Measurement.Sensor} {reading.Measurement.Quantity} {reading.Measurement.Value} {reading.Measurement.Unit}"));
        Assert.All(node.Ledger.Applied, reading => Assert.Equal(("pi4-node-1", "flat"), (reading.Node, reading.Plugin)));
        Assert.Equal(new(2026, 3, 1, 12, 0, 0, 1, TimeSpan.Zero), node.Ledger.Applied[2].Time);
        Assert.EndsWith(
            """,{"id":"pi4-node-1","role":"spoke","hal":null,"state":"online","lastSeen":"2026-03-01T12:00:00.007Z","version":null,"outbox":null,"lost":null,"delivery":{"taken":null,"applied":14,"waiting":null,"lost":null,"rejected":0,"missing":null},"clockAheadSeconds":null,"problem":null,"diskWrittenBytes":null,"diskWrittenBytesPerDay":null}]""",
            await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_InTheOriginalsShape_AreWhatWasPushed()
    {
        var (node, client) = await TestNode.StartAsync(settings: Lan);
        await using var _ = node;
        await node.PushAsync(Push, Pushes.Lan);

        var json = await client.GetStringAsync("/api/readings?format=flat", TestContext.Current.CancellationToken);

        Assert.Equal($$"""{"readings":{{Push.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)}},"last_update":1772366400002}""", json);
    }

    [Fact]
    public async Task Readings_None_HaveNoTime()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        Assert.Equal("""{"readings":[],"last_update":null}""", await client.GetStringAsync("/api/readings?format=flat", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/readings?format=xml", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Push_AnyOtherData_IsFlattenedAndHasNoUnit()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        var reply = await node.PushAsync("""[{"sensor_id":"garden:soil:1","timestamp_ms":0,"data":{"temperature":7,"ok":true,"note":"dry","a":{"b":{"c":1.5},"d":false}}}]""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(["temperature 7", "ok true", "note dry", "a.b.c 1.5", "a.d false"], node.Ledger.Applied.Select(reading => $"{reading.Measurement.Quantity} {reading.Measurement.Value}"));
        Assert.All(node.Ledger.Applied, reading => Assert.Equal(("garden", "soil:1", ""), (reading.Node, reading.Measurement.Sensor, reading.Measurement.Unit)));
    }

    [Theory]
    [InlineData("192.168.40.7", "ip-192-168-40-7")]
    [InlineData("::ffff:192.168.40.7", "ip-192-168-40-7")]
    [InlineData("fd00::7", "ip-fd00--7")]
    public async Task Push_WithoutANode_IsOfTheSendersAddress(string address, string id)
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        await node.PushAsync("""[{"sensor_id":"dht22","timestamp_ms":0,"data":{"temperature":7}}]""", IPAddress.Parse(address), "192.168.40.9");

        Assert.Equal(id, Assert.Single(node.Ledger.Applied).Node);
    }

    [Fact]
    public async Task Push_SameAgain_IsNotTakenTwice()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;
        await node.PushAsync(Push);

        Assert.Equal(200, (await node.PushAsync(Push)).Status);
        Assert.Equal(14, node.Ledger.Applied.Count);
        await node.PushAsync(Push.Replace("21.5", "21.6", StringComparison.Ordinal));
        Assert.Equal(16, node.Ledger.Applied.Count);
    }

    [Fact]
    public async Task Push_ThatFailed_IsTakenWhenItComesAgain()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;
        node.Ledger.Failure = new global::WasiHal.Durable.DatabaseUnavailableException("full", new IOException());
        Assert.Equal(503, (await node.PushAsync(Push)).Status);
        node.Ledger.Failure = null;

        Assert.Equal(200, (await node.PushAsync(Push)).Status);
        Assert.Equal(14, node.Ledger.Applied.Count);
    }

    [Theory]
    [InlineData("[1]", "[0] is not an object")]
    [InlineData("[[]]", "[0] is not an object")]
    [InlineData("[{}]", "[0].sensor_id is missing")]
    [InlineData("[{\"sensor_id\":7,\"timestamp_ms\":0,\"data\":{}}]", "[0].sensor_id = 7 is not")]
    [InlineData("[{\"sensor_id\":\"a b:c\",\"timestamp_ms\":0,\"data\":{}}]", "[0].sensor_id = \\u0022a b:c\\u0022 is not")]
    [InlineData("[{\"sensor_id\":\"a:\",\"timestamp_ms\":0,\"data\":{}}]", "[0].sensor_id")]
    [InlineData("[{\"sensor_id\":\":a\",\"timestamp_ms\":0,\"data\":{}}]", "[0].sensor_id")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"data\":{}}]", "[0].timestamp_ms is missing")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":\"now\",\"data\":{}}]", "[0].timestamp_ms")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":-1,\"data\":{}}]", "[0].timestamp_ms = -1")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":253402300800000,\"data\":{}}]", "[0].timestamp_ms")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0}]", "[0].data is missing")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0,\"data\":[]}]", "[0].data = [] is not an object")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0,\"data\":{\"x\":null}}]", "[0].data.x = null is not a number, true, false, a text or an object")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0,\"data\":{\"x\":{\"y\":[1]}}}]", "[0].data.x.y = [1] is not")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0,\"data\":{\"x\":1,\"x\":2}}]", "not JSON as it is needed")]
    [InlineData("[{\"sensor_id\":\"a:b\",\"timestamp_ms\":0,\"data\":{\"x\":\"\\ud800\"}}]", "no text in Unicode")]
    [InlineData("[", "not JSON as it is needed")]
    [InlineData("[] []", "not JSON as it is needed")]
    public async Task Push_NotUnderstood_IsRefusedWithWhatIsWrong(string body, string message)
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        var reply = await node.PushAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.Contains(message, reply.Body, StringComparison.Ordinal);
        Assert.Empty(node.Ledger.Applied);
    }

    [Fact]
    public async Task Push_ValuesThatCannotBeKept_AreCountedAndTheOthersAreTaken()
    {
        var (node, client) = await TestNode.StartAsync(settings: Lan);
        await using var _ = node;
        var names = string.Join(',', Enumerable.Range(0, 50).Select(index => $"\"n{index}\":1"));

        var reply = await node.PushAsync("""[{"sensor_id":"a:b","timestamp_ms":0,"data":{"good":1,"big":1e999,"text":"TEXT","NAME":{"z":{NAMES}}}}]"""
            .Replace("TEXT", new('x', 4097), StringComparison.Ordinal)
            .Replace("NAMES", names, StringComparison.Ordinal)
            .Replace("NAME", new('y', 100_000), StringComparison.Ordinal));

        Assert.True(reply.Status == 200, reply.Body);
        Assert.Equal("good", Assert.Single(node.Ledger.Applied).Measurement.Quantity);
        Assert.Contains("\"applied\":53,\"waiting\":null,\"lost\":null,\"rejected\":52", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("192.168.41.7", 403)]
    [InlineData("192.168.40.7", 200)]
    public async Task Push_OfTheOriginal_IsTakenFromListedNetworksOnly(string? from, int status)
    {
        var (node, _) = await TestNode.StartAsync(settings: [Lan[0]]);
        await using var __ = node;

        var reply = await node.PushAsync(Push, from is null ? null : IPAddress.Parse(from), "192.168.40.9");

        Assert.Equal(status, reply.Status);
        if (status != 200)
        {
            Assert.Contains("cluster.security.allow_unsigned_push", reply.Body, StringComparison.Ordinal);
            Assert.Contains(from ?? "127.0.0.1", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Push_WhatEachSensorSaidLast_IsRememberedWithinItsBound()
    {
        var memory = new Cluster.Intake.FlatMemory();
        var said = Enumerable.Range(0, 1_001).Select(number => new Cluster.Intake.FlatSensor("n", "s", [], 0, (UInt128)(number + 1))).ToArray();

        Assert.All(said, one => Assert.True(memory.TryAdd(one)));
        Assert.All(said[1..], one => Assert.False(memory.TryAdd(one)));
        Assert.True(memory.TryAdd(said[0]));
    }

    [Fact]
    public async Task FanStatus_Relay_IsAnswered()
    {
        var (node, client) = await TestNode.StartAsync(settings: [new("relays:fan:gpio_pin", "27"), new("relays:fan:safe", "on")]);
        await using var _ = node;

        Assert.Equal("""{"fan_on":true}""", await client.GetStringAsync("/api/fan/status", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FanStatus_ReadingOfAnotherNode_IsAnsweredAndElse404()
    {
        var (node, client) = await TestNode.StartAsync(settings: Lan);
        await using var _ = node;
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/fan/status", TestContext.Current.CancellationToken)).StatusCode);
        await node.PushAsync(Push);

        Assert.Equal("""{"fan_on":true}""", await client.GetStringAsync("/api/fan/status", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Logs_InTheOriginalsShape_AreLines()
    {
        var (node, client) = await TestNode.StartAsync(settings: Lan);
        await using var _ = node;
        await node.PushAsync(Pushes.Push(status: Pushes.Status(sent: "2026-03-01T11:00:00.007Z")));

        Assert.Matches(
            """^\{"logs":\[.*"2026-03-01T12:00:00.007Z Warning hub: The clock of node pi is -3600 s ahead .*"\]\}$""",
            await client.GetStringAsync("/api/logs?format=flat", TestContext.Current.CancellationToken));
    }
}
