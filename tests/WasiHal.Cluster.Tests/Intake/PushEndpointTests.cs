using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class PushEndpointTests
{
    private static readonly KeyValuePair<string, string>[] Lan = [new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24"), new("cluster:security:allow_unsigned_push:1", "fd00::/8")];

    [Fact]
    public async Task Push_Batch_IsAppliedConfirmedAndShown()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var reply = await node.PushAsync(Pushes.Push(17, status: Pushes.Status()));

        Assert.Equal(200, reply.Status);
        Assert.Equal($$"""{"sequence":17,"confirmed":[{"incarnation":"{{Pushes.Start}}","sequence":17}],"rejected":0,"time":"2026-03-01T12:00:00.007Z"}""", reply.Body);
        var applied = Assert.Single(node.Ledger.Applied);
        Assert.Equal(new("pi", "dht22", new("room", "temperature", ReadingValue.FromNumber(21.5), "Cel"), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(15)), applied);
        Assert.Contains("""{"node":"pi","plugin":"dht22","sensor":"room","quantity":"temperature","value":21.5""", await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_AsASpokeOfOursWritesIt_IsUnderstood()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        PushReading[] readings =
        [
            new("dht22", "room", "temperature", ReadingValue.FromNumber(-1.5e-3), "Cel", time, 15),
            new("dht22", "room", "fan", ReadingValue.FromFlag(false), null, time, null),
            new("dht22", "Küche \"1\"", "note", ReadingValue.FromText("ü\u2028<\ud83d\ude00"), "", time, 0.1),
        ];
        var push = new PushDocument(1, "pi", Pushes.Start, 1, readings, [new(Pushes.Start, 2, [])], new(
            Pushes.Start, 1, time, "linux", "0.1.0", 3, 2, 3, 0, 4096, 12.5, [new("dht22", PluginState.BackingOff, true, 15, "no answer")]));

        var reply = await node.PushAsync(JsonSerializer.Serialize(push, NodeJson.Default.PushDocument));

        Assert.True(reply.Status == 200, reply.Body);
        Assert.Equal([.. readings.Select(one => one.Value)], node.Ledger.Applied.Select(one => one.Measurement.Value));
        Assert.Equal(["Cel", "", ""], node.Ledger.Applied.Select(one => one.Measurement.Unit));
        Assert.Equal([15, 300, 0.1], node.Ledger.Applied.Select(one => one.ExpectedEvery.TotalSeconds));
        Assert.Equal("Küche \"1\"", node.Ledger.Applied[2].Measurement.Sensor);
        Assert.Equal(push.Status!.Plugins, node.Ledger.Nodes[0].Report.Status!.Plugins);
        Assert.Equal(push.Status with { Plugins = null, WaitingBatches = 0, WaitingReadings = 0 }, node.Ledger.Nodes[0].Report.Status! with { Plugins = null });
    }

    [Fact]
    public async Task Push_SameAgain_IsConfirmedAndNotAppliedTwice()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        await node.PushAsync(Pushes.Push());

        var reply = await node.PushAsync($$"""{"sequence":1,"more":[],"readings":[{"time":"2026-03-01T13:00:00.000+01:00","value":2.15e1,"unit":"Cel","quantity":"temperature","sensor":"room","plugin":"dht22","expectedEverySeconds":15.0}],"incarnation":"{{Pushes.Start}}","node":"pi","protocol":1}""");

        Assert.Equal(200, reply.Status);
        Assert.Contains("\"sequence\":1,\"confirmed\":[{", reply.Body, StringComparison.Ordinal);
        Assert.Single(node.Ledger.Applied);
    }

    [Fact]
    public async Task Push_SameNameOtherContent_IsAConflictThatTheNodeShows()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push());

        var reply = await node.PushAsync(Pushes.Push(2, more: Pushes.Batch(1, readings: [Pushes.Reading(99)])));

        Assert.Equal(409, reply.Status);
        Assert.Contains($"batch {Pushes.Start}/1 has another content", reply.Body, StringComparison.Ordinal);
        Assert.Single(node.Ledger.Applied);
        Assert.Contains("\"problem\":\"batch ", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        node.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.DoesNotContain("\"problem\":\"", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_OfASenderThatAnotherFollowed_IsRefused()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Heartbeat(status: Pushes.Status("a-1-1")));
        await node.PushAsync(Pushes.Heartbeat(status: Pushes.Status("a-2-2")));

        var reply = await node.PushAsync(Pushes.Push(1, incarnation: "a-1-1", status: Pushes.Status("a-1-1")));

        Assert.Equal(409, reply.Status);
        Assert.Empty(node.Ledger.Applied);
        Assert.Contains("\"problem\":\"Another process pushes as pi since", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_Heartbeat_ConfirmsNothingAndKeepsTheNodeOnline()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;

        var reply = await node.PushAsync(Pushes.Heartbeat());

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"rejected":0,"time":"2026-03-01T12:00:00.007Z"}""", reply.Body);
    }

    [Fact]
    public async Task Push_SomeReadingsCannotBeKept_TheOthersAreAndTheyAreCounted()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        string[] readings =
        [
            Pushes.Reading(1),
            Pushes.Reading(quantity: ""),
            Pushes.Reading(quantity: new('x', 65)),
            Pushes.Reading(quantity: "a\\u0007b"),
            Pushes.Reading().Replace("21.5", "1e999", StringComparison.Ordinal),
            Pushes.Reading().Replace("21.5", $"\"{new string('x', 4097)}\"", StringComparison.Ordinal),
            Pushes.Reading().Replace("\"unit\":\"Cel\"", $"\"unit\":\"{new string('x', 65)}\"", StringComparison.Ordinal),
            Pushes.Reading().Replace(":15", ":0", StringComparison.Ordinal),
            Pushes.Reading().Replace(":15", ":2592001", StringComparison.Ordinal),
            Pushes.Reading(3, quantity: new('x', 64)),
        ];
        var reply = await node.PushAsync(Pushes.Push(1, status: Pushes.Status(taken: 10, waitingReadings: 10), readings: readings));

        Assert.Equal(200, reply.Status);
        Assert.Contains("\"rejected\":8", reply.Body, StringComparison.Ordinal);
        Assert.Equal([1, 3], node.Ledger.Applied.Select(reading => reading.Measurement.Value.Number));
        Assert.Equal([1, 3], node.Readings.Current.Readings.Select(reading => reading.Measurement.Value.Number));
        Assert.Contains("\"delivery\":{\"taken\":10,\"applied\":10,\"waiting\":0,\"lost\":0,\"rejected\":8,\"missing\":0}", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Push_Packed_IsUnpacked(string encoding)
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;

        var reply = await node.PushAsync(Packed(Encoding.UTF8.GetBytes(Pushes.Push()), encoding), encoding: encoding);

        Assert.Equal(200, reply.Status);
        Assert.Single(node.Ledger.Applied);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Push_Bomb_IsCutAtTheBound(string encoding)
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        using var bomb = new MemoryStream(Packed(new byte[128 * 1024 * 1024], encoding));
        Assert.True(bomb.Length < PushRules.MaxBytes);

        var reply = await node.PushAsync(bomb, encoding: encoding);

        Assert.Equal(413, reply.Status);
        Assert.True(bomb.Length < 32 * 1024 || bomb.Position < bomb.Length / 2, "what is beyond the bound is not even read");
    }

    [Theory]
    [InlineData("gzip", 400)]
    [InlineData("br", 400)]
    [InlineData("zstd", 415)]
    [InlineData("gzip, br", 415)]
    public async Task Push_NotPackedAsItSays_IsRefused(string encoding, int status)
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;

        Assert.Equal(status, (await node.PushAsync(Encoding.UTF8.GetBytes(Pushes.Push()), encoding: encoding)).Status);
        Assert.Empty(node.Ledger.Applied);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task Push_NotJsonByItsHeader_IsRefused(string type)
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;

        Assert.Equal(415, (await node.PushAsync(Encoding.UTF8.GetBytes(Pushes.Push()), type: type)).Status);
    }

    [Fact]
    public async Task Push_LongerThanTheBound_IsRefused()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        var body = Encoding.UTF8.GetBytes(Pushes.Push().PadRight(PushRules.MaxBytes));

        Assert.Equal(200, (await node.PushAsync(body)).Status);
        Assert.Equal(413, (await node.PushAsync([.. body, (byte)' '])).Status);
    }

    [Fact]
    public async Task Push_DiskFails_ConfirmsNothingAndSaysWhenToComeBack()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Ledger.Failure = new DatabaseUnavailableException("secret place", new IOException());

        var reply = await node.PushAsync(Pushes.Push());

        Assert.Equal(503, reply.Status);
        Assert.InRange(int.Parse(reply.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture), 1, 5);
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"pi\"", await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_OfOneNodeTooMany_IsRefused()
    {
        var (node, _) = await TestNode.StartAsync(settings: [new("history:max_nodes", "8")]);
        await using var __ = node;

        var statuses = new List<int>();
        for (var index = 0; index < 1000; index++)
        {
            statuses.Add((await node.PushAsync(Pushes.Push(node: $"n{index}"))).Status);
        }

        Assert.Equal(8, statuses.TakeWhile(status => status == 200).Count());
        Assert.All(statuses[8..], status => Assert.Equal(507, status));
        Assert.Equal(8, node.Ledger.Applied.Count);
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("HUB")]
    public async Task Push_AsTheHubItself_IsRefusedAndShown(string name)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var reply = await node.PushAsync(Pushes.Push(node: name));

        Assert.Equal(409, reply.Status);
        Assert.Contains("cluster.node_id", reply.Body, StringComparison.Ordinal);
        Assert.Empty(node.Ledger.Applied);
        Assert.Contains("\"problem\":\"127.0.0.1 pushes as this node", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_TooManyForTooLong_SomeAreSentAway()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;
        var ready = new TaskCompletionSource();
        node.Ledger.Ready = ready.Task;

        var first = Enumerable.Range(1, 9).Select(number => node.PushAsync(Pushes.Push(number))).ToArray();
        await node.Time.UntilAsync(() => first.Any(one => one.IsCompleted), TimeSpan.FromSeconds(1));
        var away = await await Task.WhenAny(first);
        var others = Enumerable.Range(1, 30).Select(number => node.PushAsync(Pushes.Push(number, node: $"n{number}"), IPAddress.Parse($"192.168.40.{number}"))).ToArray();
        await node.Time.UntilAsync(() => others.Count(one => one.IsCompleted) == 6, TimeSpan.FromSeconds(1));
        ready.SetResult();

        Assert.Equal((503, 1), (away.Status, away.Headers.RetryAfter.Count));
        Assert.Equal(8, (await Task.WhenAll(first)).Count(reply => reply.Status == 200));
        Assert.Equal(24, (await Task.WhenAll(others)).Count(reply => reply.Status == 200));
        Assert.Equal(200, (await node.PushAsync(Pushes.Push(99))).Status);
    }

    [Fact]
    public async Task Push_ManyBehindOneAddress_WaitForTheirTurnAndAreTaken()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;
        var ready = new TaskCompletionSource();
        node.Ledger.Ready = ready.Task;

        var fleet = Enumerable.Range(1, 50).Select(number => node.PushAsync(Pushes.Push(number, node: $"n{number}"), IPAddress.Parse("192.168.40.7"))).ToArray();
        ready.SetResult();

        Assert.All(await Task.WhenAll(fleet), reply => Assert.Equal(200, reply.Status));
    }

    [Fact]
    public async Task Push_LateBacklog_DoesNotReplaceTheNewestValue()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push(5, status: Pushes.Status(), readings: [Pushes.Reading(50, "2026-03-01T12:00:00.000Z")]));

        // The clock of the spoke was set back between the two: its times are later, and it is older all the same.
        await node.PushAsync(Pushes.Push(3, status: Pushes.Status(), readings: [Pushes.Reading(30, "2026-03-01T12:30:00.000Z")]));
        await node.PushAsync(Pushes.Push(4, status: Pushes.Status(), more: Pushes.Batch(2), readings: [Pushes.Reading(40, "2026-03-01T11:59:00.000Z")]));

        Assert.Equal(50, Assert.Single(node.Readings.Current.Readings).Measurement.Value.Number);
        Assert.Equal(4, node.Ledger.Applied.Count);
        var history = await client.GetStringAsync("/api/history?node=pi&plugin=dht22&sensor=room&quantity=temperature", TestContext.Current.CancellationToken);
        Assert.Contains("[\"2026-03-01T11:59:00.000Z\",40,", history, StringComparison.Ordinal);

        await node.PushAsync(Pushes.Push(6, status: Pushes.Status(), readings: [Pushes.Reading(60, "2026-03-01T11:00:00.000Z")]));
        Assert.Equal(60, Assert.Single(node.Readings.Current.Readings).Measurement.Value.Number);
    }

    [Fact]
    public async Task Push_BacklogOfAnEarlierStart_IsOlderThanWhatThisStartMade()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        const string First = "a-1-1", Second = "a-2-2", Third = "b-1-9";
        await node.PushAsync(Pushes.Push(7, incarnation: First, status: Pushes.Status(First), readings: [Pushes.Reading(7)]));
        await node.PushAsync(Pushes.Push(8, incarnation: First, status: Pushes.Status(Second), readings: [Pushes.Reading(8)]));
        Assert.Equal(8, Newest());
        await node.PushAsync(Pushes.Push(20, incarnation: Second, status: Pushes.Status(Second), readings: [Pushes.Reading(20)]));
        await node.PushAsync(Pushes.Push(9, incarnation: First, status: Pushes.Status(Second), readings: [Pushes.Reading(9)]));
        Assert.Equal(20, Newest());

        // A new outbox begins with 1, and is newer.
        await node.PushAsync(Pushes.Push(1, incarnation: Third, status: Pushes.Status(Third), readings: [Pushes.Reading(100)]));
        Assert.Equal(100, Newest());

        double Newest() => Assert.Single(node.Readings.Current.Readings).Measurement.Value.Number;
    }

    [Fact]
    public async Task Push_OldReplayBelowWhatIsKept_IsConfirmedAndNotAppliedTwice()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        await node.PushAsync(Pushes.Push(1, status: Pushes.Status(keptFrom: 1)));
        await node.PushAsync(Pushes.Push(2, status: Pushes.Status(keptFrom: 2)));

        var reply = await node.PushAsync(Pushes.Push(1));

        Assert.Equal(200, reply.Status);
        Assert.Equal(2, node.Ledger.Applied.Count);
    }

    [Fact]
    public async Task Push_DuplicatedAndReordered_IsAppliedOnceEach()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var numbers = Enumerable.Range(1, 60).SelectMany(number => Enumerable.Repeat(number, random.Next(1, 4))).ToArray();
        random.Shuffle(numbers);

        foreach (var chunk in numbers.Chunk(6))
        {
            var replies = await Task.WhenAll(chunk.Select(number => node.PushAsync(Pushes.Push(number, status: Pushes.Status(), readings: [Pushes.Reading(number)]))));
            Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        }

        Assert.Equal(Enumerable.Range(1, 60).Select(number => (double)number), node.Ledger.Applied.Select(reading => reading.Measurement.Value.Number).Order());
        Assert.Equal(60, Assert.Single(node.Readings.Current.Readings).Measurement.Value.Number);
    }

    [Fact]
    public async Task Push_ClockOfTheSpokeIsALittleBehind_IsNotBehindByMinusNothing()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        await node.PushAsync(Pushes.Heartbeat(status: Pushes.Status(sent: "2026-03-01T12:00:00.000Z")));

        Assert.Contains("\"clockAheadSeconds\":0,", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_ClockOfTheSpokeIsOff_ReadingsAreFreshAllTheSame()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var reply = await node.PushAsync(Pushes.Push(status: Pushes.Status(sent: "2026-03-01T11:00:00.007Z"), readings: [Pushes.Reading(1, "2026-03-01T11:00:00.000Z")]));

        Assert.Equal(200, reply.Status);
        var readings = await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken);
        Assert.Contains("\"time\":\"2026-03-01T11:00:00.000Z\",\"stale\":false", readings, StringComparison.Ordinal);
        Assert.Contains("\"clockAheadSeconds\":-3600", await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        node.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Contains("\"stale\":true", await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public async Task Push_ClockOfTheSpokeIsNonsense_IsTaken(string time)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        Assert.Equal(200, (await node.PushAsync(Pushes.Push(status: Pushes.Status(sent: time), readings: [Pushes.Reading(1, time)]))).Status);
        Assert.Contains("\"stale\":false", await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static byte[] Packed(byte[] bytes, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest) : new GZipStream(packed, CompressionLevel.Optimal))
        {
            packer.Write(bytes);
        }

        return packed.ToArray();
    }
}
