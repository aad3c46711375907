using System.Net;
using System.Text.Json.Nodes;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Hub;

public sealed class NodeDirectoryTests
{
    [Fact]
    public async Task Nodes_ASpoke_IsOnlineThenStaleThenOfflineThenOnline()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Heartbeat());

        Assert.Equal("online", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("online", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("stale", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(270));
        Assert.Equal("offline", await StateAsync(client));
        await node.PushAsync(Pushes.Heartbeat());
        Assert.Equal("online", await StateAsync(client));
    }

    [Fact]
    public async Task Nodes_BoundsAreConfigured_AreThose()
    {
        var (node, client) = await TestNode.StartAsync(settings: [new("hub:stale_after", "2s"), new("hub:offline_after", "4s")]);
        await using var _ = node;
        await node.PushAsync(Pushes.Heartbeat());

        node.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("stale", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("offline", await StateAsync(client));
    }

    [Fact]
    public async Task Nodes_ASpoke_IsShownWithAllThatItSays()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var status = Pushes.Status(sent: "2026-03-01T12:00:40.007Z", taken: 10, waitingReadings: 4, lost: 3)
            .Replace("\"diskWrittenBytes\":null,\"uptimeSeconds\":5", "\"diskWrittenBytes\":6000,\"uptimeSeconds\":600", StringComparison.Ordinal)
            .Replace("\"waitingBatches\":1", "\"waitingBatches\":3", StringComparison.Ordinal);

        await node.PushAsync(Pushes.Push(status: status, readings: [Pushes.Reading(1), Pushes.Reading(2)]));

        Assert.Equal(
            """
            {"id":"pi","role":"spoke","hal":"linux","state":"online","lastSeen":"2026-03-01T12:00:00.007Z","version":"0.1.0","outbox":2,"lost":3,
            "delivery":{"taken":10,"applied":2,"waiting":2,"lost":3,"rejected":0,"missing":3},"clockAheadSeconds":40,"problem":null,"diskWrittenBytes":6000,"diskWrittenBytesPerDay":864000}
            """.Replace("\n", "", StringComparison.Ordinal),
            (await SpokeAsync(client)).ToJsonString());
    }

    [Fact]
    public async Task Nodes_DeliveredStepByStep_TheEquationHolds()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        for (var sequence = 1; sequence <= 5; sequence++)
        {
            // One batch of two readings goes; one more is taken, and never sent.
            await node.PushAsync(Pushes.Push(sequence, status: Pushes.Status(taken: 3 * sequence, waitingReadings: sequence + 2), readings: [Pushes.Reading(1), Pushes.Reading(2)]));
            var delivery = (await SpokeAsync(client))["delivery"]!;

            Assert.Equal(0, (long)delivery["missing"]!);
            Assert.Equal((long)delivery["taken"]!, (long)delivery["applied"]! + (long)delivery["waiting"]! + (long)delivery["lost"]!);
        }
    }

    [Fact]
    public async Task Nodes_AfterTheHubsRestart_AreKnown()
    {
        using var data = new TestFolder();
        KeyValuePair<string, string>[] settings = [new("data:directory", data.Path)];
        var (first, _) = await TestNode.StartAsync(settings: settings);
        await first.PushAsync(Pushes.Push(status: Pushes.Status()));
        await first.DisposeAsync();

        var (node, client) = await TestNode.StartAsync(settings: settings);
        await using var __ = node;

        Assert.Equal("pi", (string?)(await SpokeAsync(client))["id"]);
        Assert.Equal(1, (long)(await SpokeAsync(client))["delivery"]!["applied"]!);
        Assert.Equal(200, (await node.PushAsync(Pushes.Push(status: Pushes.Status()))).Status);
        Assert.Empty(node.Ledger.Applied);
    }

    [Theory]
    [InlineData("POST", "/api/buzzer/test")]
    [InlineData("GET", "/api/relays")]
    [InlineData("POST", "/api/relays/fan")]
    [InlineData("POST", "/api/plugins/dht22/restart")]
    [InlineData("GET", "/api/plugins/dht22/actions")]
    [InlineData("POST", "/api/plugins/dht22/actions/beep")]
    public async Task Request_ForANodeThatIsNotConnected_SaysSo(string method, string path)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Heartbeat());
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22")];

        using var known = new HttpRequestMessage(new(method), path + "?node=pi");
        using var unknown = new HttpRequestMessage(new(method), path + "?node=po");
        var toKnown = await client.SendAsync(known, TestContext.Current.CancellationToken);
        var toUnknown = await client.SendAsync(unknown, TestContext.Current.CancellationToken);

        Assert.Equal(method == "POST" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Conflict, toKnown.StatusCode);
        Assert.Contains(method == "POST" ? "pi is not connected at present. Nothing was done." : "pi is another node, and is asked for that itself.", await toKnown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, toUnknown.StatusCode);
        Assert.Contains("There are: hub, pi.", await toUnknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_ClockOfASpoke_IsToldOnceAndOnceWhenItIsRight()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        foreach (var sent in new[] { "12:00:29", "12:00:31", "12:00:45", "12:00:20", "12:00:31", "12:00:10", "12:00:02", "11:59:00" })
        {
            await node.PushAsync(Pushes.Heartbeat(status: Pushes.Status(sent: $"2026-03-01T{sent}.007Z")));
        }

        var entries = JsonNode.Parse(await client.GetStringAsync("/api/logs", TestContext.Current.CancellationToken))!["entries"]!.AsArray();

        Assert.Equal(
            [
                "The clock of node pi is 31 s ahead of this one's (behind it, if negative). Its readings are taken all the same.",
                "The clock of node pi agrees with this one's again.",
                "The clock of node pi is -60 s ahead of this one's (behind it, if negative). Its readings are taken all the same.",
            ],
            entries.Select(entry => (string)entry!["message"]!).Where(message => message.Contains("clock", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_ConflictsAgainAndAgain_AreToldOnce()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push());
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(409, (await node.PushAsync(Pushes.Push(readings: [Pushes.Reading(99)]))).Status);
        }

        var entries = JsonNode.Parse(await client.GetStringAsync("/api/logs?level=error", TestContext.Current.CancellationToken))!["entries"]!.AsArray();

        Assert.Contains("has another content", (string)Assert.Single(entries)!["message"]!, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> SpokeAsync(HttpClient client) => JsonNode.Parse(await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken))![1]!;

    private static async Task<string?> StateAsync(HttpClient client) => (string?)(await SpokeAsync(client))["state"];
}
