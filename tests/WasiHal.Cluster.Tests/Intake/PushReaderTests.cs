using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class PushReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PushReader _reader = new(new(), TimeSpan.FromMinutes(5));

    private const string Report = """{"kinds":["sensor","sensor","later"],"version":"0123456789ab","pollIntervalSeconds":5,"slowed":true,"polls":9,"endedPolls":8,"failedPolls":3,"failures":4,"restarts":2,"deniedCalls":1,"cpuSeconds":1.5,"lastPollMilliseconds":0.25,"memoryBytes":4096,"lastErrorTime":"2026-03-01T11:59:00Z","nextStart":"2026-03-01T12:01:00Z","permissions":{"asked":["i2c 1:0x76"],"granted":[],"refused":[{"what":"i2c 1:0x3c","count":7,"key":"plugins.dht22.permissions.i2c","x":[]}],"x":1},"x":{}}""";
    private const string Entry = """{"id":4,"time":"2026-03-01T11:59:00Z","level":"warning","plugin":"dht22","message":"a\nb\u202e","x":[1]}""";

    /// <summary>A push with every member there is.</summary>
    private static string Full => Pushes.Push(
        3,
        status: Pushes.Status(more: ""","plugins2":[[{}]]""").Replace("\"plugins\":null", $$""" "plugins":[{"id":"dht22","state":"running","isSensor":true,"expectedEverySeconds":15,"lastError":null,"report":{{Report}}}],"logs":[{{Entry}}]""", StringComparison.Ordinal),
        more: Pushes.Batch(4),
        readings: [Pushes.Reading(more: ""","later":{"a":[1,{"b":null}]}""")]);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "protocol", "2", "protocol = 2 is not 1" },
        { "protocol", "null", "protocol is missing" },
        { "node", "\"-a\"", "node = \"-a\" is not 1 to 64 of A-Z" },
        { "node", "\"a b\"", "node = \"a b\" is not" },
        { "node", "\"\"", "node = \"\" is not" },
        { "node", "7", "node = 7 is not a text" },
        { "incarnation", "\"a/b\"", "incarnation = \"a/b\" is not 1 to 64 of A-Z a-z 0-9 -" },
        { "incarnation", "[]", "incarnation = a list is not a text" },
        { "incarnation", "null", "incarnation is missing" },
        { "sequence", "0", "sequence = 0 is not a whole number from 1 to 9007199254740991" },
        { "sequence", "9007199254740992", "sequence = 9007199254740992 is not" },
        { "sequence", "9223372036854775808", "sequence = 9223372036854775808 is not" },
        { "sequence", "1.5", "sequence = 1.5 is not" },
        { "sequence", "-1", "sequence = -1 is not" },
        { "sequence", "\"3\"", "sequence = \"3\" is not" },
        { "sequence", "null", "sequence is missing" },
        { "readings", "null", "readings is missing" },
        { "readings", "{}", "readings = an object is not a list" },
        { "readings", "[[]]", "readings[0] = a list is not an object" },
        { "readings", "[null]", "readings[0] = null is not an object" },
        { "more", "{}", "more = an object is not a list" },
        { "more", "[7]", "more[0] = 7 is not an object" },
        { "more", "[{}]", "more[0].incarnation is missing" },
        { "more", """[{"incarnation":"a","sequence":1}]""", "more[0].readings is missing" },
        { "more", """[{"incarnation":"a","readings":[],"sequence":0}]""", "more[0].sequence = 0 is not" },
        { "more", """[{"incarnation":"a","sequence":1,"readings":[{"plugin":7}]}]""", "more[0].readings[0].plugin = 7 is not a text" },
        { "status", "[]", "status = a list is not an object" },
        { "status", "{}", "status.sender is missing" },
    };

    public static TheoryData<string, string, string> WrongInAReading => new()
    {
        { "plugin", "null", "readings[1].plugin is missing" },
        { "plugin", "7", "readings[1].plugin = 7 is not a text" },
        { "sensor", "{}", "readings[1].sensor = an object is not a text" },
        { "sensor", "", "readings[1].sensor is missing" },
        { "quantity", "true", "readings[1].quantity = true is not a text" },
        { "quantity", "", "readings[1].quantity is missing" },
        { "value", "", "readings[1].value is missing" },
        { "value", "null", "readings[1].value is missing" },
        { "value", "[1]", "readings[1].value = a list is not a number, true, false or a text" },
        { "value", "{}", "readings[1].value = an object is not" },
        { "unit", "5", "readings[1].unit = 5 is not a text" },
        { "time", "", "readings[1].time is missing" },
        { "time", "\"yesterday\"", "readings[1].time = \"yesterday\" is not a time such as" },
        { "time", "\"2026-03-01T12:00:00\"", "readings[1].time = \"2026-03-01T12:00:00\" is not" },
        { "time", "\"2026-02-30T12:00:00Z\"", "is not a time such as" },
        { "time", "1772366400000", "readings[1].time = 1772366400000 is not" },
        { "expectedEverySeconds", "\"5s\"", "readings[1].expectedEverySeconds = \"5s\" is not a number" },
    };

    public static TheoryData<string, string, string> WrongInTheStatus => new()
    {
        { "sender", "\"a b\"", "status.sender = \"a b\" is not 1 to 64" },
        { "sender", "", "status.sender is missing" },
        { "keptFrom", "-1", "status.keptFrom = -1 is not a whole number from 0" },
        { "keptFrom", "", "status.keptFrom is missing" },
        { "sent", "7", "status.sent = 7 is not a time" },
        { "sent", "", "status.sent is missing" },
        { "hal", "7", "status.hal = 7 is not a text" },
        { "version", "\"0123456789012345678901234567890123456789012345678901234567890123456789\"", "is not 1 to 64 characters" },
        { "taken", "1e3", "status.taken = 1e3 is not a whole number" },
        { "taken", "", "status.taken is missing" },
        { "waitingBatches", "\"1\"", "status.waitingBatches" },
        { "waitingReadings", "", "status.waitingReadings is missing" },
        { "lost", "9223372036854775807", "status.lost = 9223372036854775807 is not" },
        { "diskWrittenBytes", "-1", "status.diskWrittenBytes = -1 is not" },
        { "uptimeSeconds", "-0.5", "status.uptimeSeconds = -0.5 is not seconds from 0 on" },
        { "uptimeSeconds", "1e999", "status.uptimeSeconds = 1e999 is not" },
        { "plugins", "{}", "status.plugins = an object is not a list" },
        { "plugins", "[7]", "status.plugins[0] = 7 is not an object" },
        { "plugins", "[{}]", "status.plugins[0].id is missing" },
        { "plugins", """[{"id":"a","state":"dancing","isSensor":true}]""", "status.plugins[0].state = \"dancing\" is not loading, running, backing-off, parked, disabled" },
        { "plugins", """[{"id":"a","state":"running","isSensor":1}]""", "status.plugins[0].isSensor = 1 is not true or false" },
        { "plugins", """[{"id":"","state":"running","isSensor":true}]""", "status.plugins[0].id = \"\" is not 1 to 64" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":[]}]""", "status.plugins[0].report = a list is not an object" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{}}]""", "status.plugins[0].report.kinds is missing" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"kinds":[1]}}]""", "status.plugins[0].report.kinds = 1 is not a text" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"polls":-1}}]""", "status.plugins[0].report.polls = -1 is not a whole number from 0" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"polls":1,"polls":1}}]""", "status.plugins[0].report.polls is given twice" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"cpuSeconds":1e300}}]""", "status.plugins[0].report.cpuSeconds = 1e300 is not seconds from 0" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"permissions":{"refused":[7]}}}]""", "status.plugins[0].report.permissions.refused = 7 is not an object" },
        { "plugins", """[{"id":"a","state":"running","isSensor":true,"report":{"permissions":{"asked":[7]}}}]""", "status.plugins[0].report.permissions.asked = 7 is not a text" },
        { "logs", "{}", "status.logs = an object is not a list" },
        { "logs", "[7]", "status.logs[0] = 7 is not an object" },
        { "logs", """[{"id":0}]""", "status.logs[0].id = 0 is not a whole number from 1" },
        { "logs", """[{"id":1,"level":"loud"}]""", "status.logs[0].level = \"loud\" is not trace, debug, information, warning, error, critical" },
        { "logs", """[{"id":1,"level":"error","message":"x"}]""", "status.logs[0].time is missing" },
        { "logs", """[{"id":1,"plugin":"a\u0000"}]""", "status.logs[0].plugin" },
    };

    [Fact]
    public void Read_EveryMember_IsReadAndOthersArePassedOver()
    {
        var push = Read(Full);

        Assert.Equal("pi", push.Node);
        Assert.Equal([new(Pushes.Start, 3), new BatchName(Pushes.Start, 4)], push.Batches.Select(batch => batch.Name!.Value));
        var plugin = Assert.Single(push.Status!.Plugins!);
        Assert.Equal(new PushPlugin("dht22", PluginState.Running, true, 15, null), plugin with { Report = null });
        var report = plugin.Report!;
        Assert.Equal([PluginKind.Sensor], report.Kinds);
        Assert.Equal(("0123456789ab", 5, true, 1.5, 0.25, 4096), (report.Version, report.PollIntervalSeconds, report.Slowed, report.CpuSeconds, report.LastPollMilliseconds, report.MemoryBytes));
        Assert.Equal((9, 8, 3, 4, 2, 1), (report.Polls, report.EndedPolls, report.FailedPolls, report.Failures, report.Restarts, report.DeniedCalls));
        Assert.Equal((Now.AddMinutes(-1), Now.AddMinutes(1)), (report.LastErrorTime, report.NextStart));
        Assert.Equal(["i2c 1:0x76"], report.Permissions!.Asked);
        Assert.Empty(report.Permissions.Granted);
        Assert.Equal([new RefusedCall("i2c 1:0x3c", 7, "plugins.dht22.permissions.i2c")], report.Permissions.Refused);
        Assert.Equal([new PushLog(4, Now.AddMinutes(-1), LogLevel.Warning, "dht22", "a b")], push.Status.Logs!);
        Assert.Equal(TimeSpan.FromMilliseconds(7), push.ClockAhead);
        Assert.All(push.Batches, batch => Assert.Equal(TimeSpan.FromMilliseconds(7), batch.Readings.Span[0].ClockSkew));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_MemberWrong_IsNamed(string member, string value, string message) =>
        AssertRefused(With(JsonNode.Parse(Full)!, [], member, value), message);

    [Theory]
    [MemberData(nameof(WrongInAReading))]
    public void Read_MemberOfAReadingWrong_IsNamed(string member, string value, string message) =>
        AssertRefused(With(JsonNode.Parse(Pushes.Push(readings: [Pushes.Reading(), Pushes.Reading()]))!, ["readings", 1], member, value), message);

    [Theory]
    [MemberData(nameof(WrongInTheStatus))]
    public void Read_MemberOfTheStatusWrong_IsNamed(string member, string value, string message) =>
        AssertRefused(With(JsonNode.Parse(Full)!, ["status"], member, value), message);

    [Theory]
    [InlineData("\"node\":\"pi\"", "\"node\":\"pi\",\"node\":\"po\"", "node is given twice")]
    [InlineData("\"value\":21.5", "\"value\":21.5,\"value\":22", "readings[0].value is given twice")]
    [InlineData("\"value\":21.5", "\"value\":21.5,\"valu\\u0065\":22", "readings[0].value is given twice")]
    [InlineData("\"keptFrom\":1", "\"keptFrom\":1,\"keptFrom\":1", "status.keptFrom is given twice")]
    public void Read_MemberTwice_IsRefused(string once, string twice, string message)
    {
        var json = Pushes.Push(status: Pushes.Status());
        AssertRefused(json.Replace(once, twice, StringComparison.Ordinal), message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"protocol\":1,\"node\":\"pi\"} {}")]
    [InlineData("{\"protocol\":1,\"node\":\"pi\",}")]
    [InlineData("{\"protocol\":1/*1*/,\"node\":\"pi\"}")]
    [InlineData("{\"protocol\":NaN,\"node\":\"pi\"}")]
    [InlineData("{\"protocol\":1,\"node\":\"\\ud800\"}")]
    [InlineData("{\"protocol\":1,\"node\":\"pi\",\"\\ud800\":1,\"status\":\"\\udc00\"}")]
    public void Read_NoPush_IsRefused(string json) => AssertRefused(json, "");

    [Fact]
    public void Read_NotUtf8_IsRefused()
    {
        byte[] body = [.. "{\"protocol\":1,\"node\":\"pi\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Contains("UTF-8", Assert.Throws<BadHttpRequestException>(() => _reader.Read(body, Now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAtEveryByte_IsRefusedEachTime()
    {
        var body = Encoding.UTF8.GetBytes(Full);

        for (var length = 0; length < body.Length; length++)
        {
            Assert.Throws<BadHttpRequestException>(() => _reader.Read(body.AsSpan(0, length), Now));
        }
    }

    [Fact]
    public void Read_AnyByteChanged_IsReadOrRefusedButNeverFails()
    {
        var body = Encoding.UTF8.GetBytes(Full);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var round = 0; round < 20_000; round++)
        {
            var changed = body.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                var push = _reader.Read(changed, Now);
                Assert.All(push.Batches, batch => Assert.All(batch.Readings.ToArray(), reading =>
                    Assert.True(reading.Measurement.Value.Kind != ReadingValueKind.Number || double.IsFinite(reading.Measurement.Value.Number))));
            }
            catch (BadHttpRequestException refused)
            {
                Assert.Equal(StatusCodes.Status400BadRequest, refused.StatusCode);
            }
        }
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(10_000, false)]
    public void Read_Deep_IsRefusedBeyondTheBound(int depth, bool isRead)
    {
        var json = $$"""{"protocol":1,"node":"pi","x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";

        if (isRead)
        {
            Read(json);
        }
        else
        {
            AssertRefused(json, "depth");
        }
    }

    [Fact]
    public void Read_TooMany_IsRefused()
    {
        AssertRefused(Pushes.Push(readings: [.. Enumerable.Repeat("{\"plugin\":\"a\",\"sensor\":\"b\",\"quantity\":\"c\",\"value\":1,\"time\":\"2026-03-01T12:00:00Z\"}", PushRules.MaxReadings + 1)]), "readings makes more than 10000 readings");
        AssertRefused(Pushes.Push(more: string.Join(',', Enumerable.Repeat("""{"incarnation":"a","sequence":1,"readings":[]}""", PushRules.MaxBatches))), "more makes more than 256 batches");
        AssertRefused(Pushes.Heartbeat(status: Pushes.Status(more: $",\"plugins\":[{string.Join(',', Enumerable.Repeat("""{"id":"a","state":"running","isSensor":true}""", PushRules.MaxPlugins + 1))}]")), "status.plugins has more than 256");
        Assert.Equal(PushRules.MaxBatches, Read(Pushes.Push(more: string.Join(',', Enumerable.Repeat("""{"incarnation":"a","sequence":1,"readings":[]}""", PushRules.MaxBatches - 1)))).Batches.Count);
    }

    [Fact]
    public void Read_MoreOfALogThanItKeeps_IsRefused() =>
        AssertRefused(Pushes.Heartbeat(status: Pushes.Status(more: $",\"logs\":[{string.Join(',', Enumerable.Repeat(Entry, PushRules.MaxLogs + 1))}]")), "status.logs has more than 32 entries");

    [Fact]
    public void Read_TooMuchOfRightsAndLogs_IsCutAndTheReadingsAreTaken()
    {
        var right = $"\"{new string('x', 1000)}\"";
        var plugin = $$$$"""{"id":"a","state":"running","isSensor":true,"report":{"kinds":[],"polls":0,"endedPolls":1,"failedPolls":2,"failures":0,"restarts":0,"deniedCalls":0,"cpuSeconds":0,"permissions":{"asked":[{{{{string.Join(',', Enumerable.Repeat(right, 40))}}}}]}}}""";

        var push = Read(Pushes.Push(status: Pushes.Status(more: $$$"""
            ,"plugins":[{{{string.Join(',', Enumerable.Repeat(plugin, 20))}}}],"logs":[{"id":1,"time":"2026-03-01T11:59:00Z","level":"error","message":{{{right}}}}]
            """).Replace("\"plugins\":null,", "", StringComparison.Ordinal)));

        Assert.Single(push.Batches);
        Assert.Equal(PushRules.LongestLog + 1, push.Status!.Logs![0].Message.Length);
        Assert.All(push.Status.Plugins!, one => Assert.Equal((1, 1), (one.Report!.EndedPolls, one.Report.FailedPolls)));
        Assert.Equal(16, push.Status.Plugins!.Count(one => one.Report!.Permissions is not null));
        Assert.All(push.Status.Plugins!.Take(16), one => Assert.Equal(Enumerable.Repeat(new string('x', 127) + "…", 32), one.Report!.Permissions!.Asked));
    }

    [Fact]
    public void Read_AMillionElements_CostsNoMemory()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"protocol":1,"node":"pi","x":[{{string.Join(',', Enumerable.Repeat("1", 500_000))}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        _reader.Read(body, Now);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 * 1024);
    }

    [Fact]
    public void Read_Hash_IsTheSameForTheSameContentOnly()
    {
        var one = HashOf(Pushes.Reading(1), Pushes.Reading(2));

        Assert.Equal(one, HashOf(Pushes.Reading(1).Replace("\"value\":1", "\"value\":1.0", StringComparison.Ordinal), Pushes.Reading(2)));
        string[][] others =
        [
            [Pushes.Reading(2), Pushes.Reading(1)],
            [Pushes.Reading(1)],
            [Pushes.Reading(1), Pushes.Reading(2), Pushes.Reading(3)],
            [Pushes.Reading(1, quantity: "pressure"), Pushes.Reading(2)],
            [Pushes.Reading(1, "2026-03-01T12:00:00.001Z"), Pushes.Reading(2)],
            [Pushes.Reading(1).Replace(":15", ":16", StringComparison.Ordinal), Pushes.Reading(2)],
            [Pushes.Reading(1).Replace("Cel", "K", StringComparison.Ordinal), Pushes.Reading(2)],
            [Pushes.Reading(1).Replace("\"value\":1", "\"value\":\"1\"", StringComparison.Ordinal), Pushes.Reading(2)],
            [Pushes.Reading(1).Replace("\"value\":1", "\"value\":true", StringComparison.Ordinal), Pushes.Reading(2)],
            [Pushes.Reading(1), Pushes.Reading(2), Pushes.Reading(quantity: "")],
        ];
        Assert.Equal(others.Length + 1, others.Select(readings => HashOf(readings)).Append(one).Distinct().Count());
    }

    [Fact]
    public void Read_NamesOfAKnownSeries_AreTheSameTexts()
    {
        var first = Read(Pushes.Push()).Batches[0].Readings.Span[0];
        var second = Read(Pushes.Push(2)).Batches[0].Readings.Span[0];

        Assert.Same(first.Plugin, second.Plugin);
        Assert.Same(first.Measurement.Quantity, second.Measurement.Quantity);
    }

    private static string With(JsonNode root, object[] path, string member, string value)
    {
        var place = path.Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!).AsObject();
        if (value.Length == 0)
        {
            place.Remove(member);
            return root.ToJsonString();
        }

        place[member] = "@";
        return root.ToJsonString().Replace("\"@\"", value, StringComparison.Ordinal);
    }

    private CheckedPush Read(string json) => _reader.Read(Encoding.UTF8.GetBytes(json), Now);

    private UInt128 HashOf(params string[] readings) => Read(Pushes.Push(readings: readings)).Batches[0].Hash;

    private void AssertRefused(string json, string message)
    {
        var refused = Assert.Throws<BadHttpRequestException>(() => Read(json));
        Assert.Equal(StatusCodes.Status400BadRequest, refused.StatusCode);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Message.Length < 500, string.Create(CultureInfo.InvariantCulture, $"{refused.Message.Length}"));
    }
}
