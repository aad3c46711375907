using System.Net.Http.Json;
using System.Text.Json;
using WasiHal.Cluster.Tests.Live;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>What a hub shows of its spokes' plugins and logs.</summary>
public sealed class SpokePluginsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plugins_OfASpoke_AreBesideTheHubsWithWhatTheyWereRefused()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [new() { Id = "own", Node = "hub", State = PluginState.Running }];

        var reply = await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(polls: 9))));

        Assert.True(reply.Status == 200, reply.Body);
        var plugins = (await client.GetFromJsonAsync<JsonElement[]>("/api/plugins", Cancelled))!;
        Assert.Equal(["hub/own", "pi/dht22"], plugins.Select(plugin => $"{plugin.GetProperty("node")}/{plugin.GetProperty("id")}"));
        Assert.Equal("""{"id":"dht22","node":"pi","kinds":["sensor"],"state":"parked","version":"0123456789ab","lastError":{"time":"2026-03-01T11:59:00.000Z","message":"no answer","detail":null},"nextStart":null,"slowed":false,"polls":9,"failures":4,"restarts":2,"deniedCalls":1,"lastPollMilliseconds":0.25,"pollDurations":null,"memoryBytes":4096,"pollInterval":"5s","permissions":{"asked":["i2c 1:0x76"],"granted":[],"refused":[{"what":"i2c 1:0x3c","count":7,"key":"plugins.dht22.permissions.i2c"}]}}""", plugins[1].GetRawText());
        var metrics = await client.GetStringAsync("/metrics", Cancelled);
        Assert.Contains("wasihal_plugin_denied_calls_total{node=\"pi\",plugin=\"dht22\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("wasihal_plugin_polls_total{node=\"pi\",plugin=\"dht22\",outcome=\"success\"} 5\n", metrics, StringComparison.Ordinal);
        Assert.Contains("wasihal_plugin_state{node=\"pi\",plugin=\"dht22\",state=\"parked\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_OfANodeThatIsOffline_AreNotSaidToRun()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(state: "running"))));
        Assert.Single((await client.GetFromJsonAsync<JsonElement[]>("/api/plugins", Cancelled))!);

        node.Time.Advance(TimeSpan.FromHours(1));

        Assert.Empty((await client.GetFromJsonAsync<JsonElement[]>("/api/plugins", Cancelled))!);
        Assert.DoesNotContain("wasihal_plugin_state{node=\"pi\"", await client.GetStringAsync("/metrics", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_OfASpokeThatTellsOnlyStates_AreMeasuredAndNothingIsMadeUp()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        await node.PushAsync(Pushes.Heartbeat(status: Status("""{"id":"old","state":"running","isSensor":true}""")));

        Assert.Empty((await client.GetFromJsonAsync<JsonElement[]>("/api/plugins", Cancelled))!);
        var metrics = await client.GetStringAsync("/metrics", Cancelled);
        Assert.Contains("wasihal_plugin_state{node=\"pi\",plugin=\"old\",state=\"running\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("wasihal_plugin_polls_total{node=\"pi\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("wasihal_plugin_failures_total{node=\"pi\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_OfASpokesPlugin_ComesWhenSomethingHappensAndNotWithEachPush()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);
        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(state: "running", polls: 1))));
        node.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("\"polls\":1,", (await stream.NextAsync("plugin")).Data, StringComparison.Ordinal);

        for (var polls = 2; polls < 5; polls++)
        {
            await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(state: "running", polls: polls))));
            node.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(state: "parked", polls: 5))));
        node.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("\"polls\":5,", (await stream.NextAsync("plugin")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_OfASpoke_AreThereOnceHoweverOftenTheyAreSent()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(), Entry(3, "first"), Entry(4, "second"))));
        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(), Entry(4, "second"), Entry(5, "<b>third\\n</b>"))));

        Assert.Equal(["first", "second", "<b>third </b>"], await MessagesAsync(client, "node=pi&plugin=dht22&level=warning"));
        Assert.Empty(await MessagesAsync(client, "node=pi&level=error"));
        Assert.DoesNotContain("first", await MessagesAsync(client, "node=hub"));

        // Another process of the spoke counts anew.
        await node.PushAsync(Pushes.Heartbeat(status: Status(Plugin(), Entry(1, "anew")).Replace(Pushes.Start, "0123456789abcdef-2-89abcdef", StringComparison.Ordinal)));
        Assert.Equal(["first", "second", "<b>third </b>", "anew"], await MessagesAsync(client, "node=pi"));
    }

    [Fact]
    public async Task Logs_OfAPushThatIsRefused_AreNotTaken()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push());

        var reply = await node.PushAsync(Pushes.Push(1, status: Status(Plugin(), Entry(1, "lie")), readings: [Pushes.Reading(99)]));

        Assert.Equal(409, reply.Status);
        Assert.DoesNotContain("lie", await MessagesAsync(client, "level=trace"));
    }

    private static string Plugin(string state = "parked", int polls = 8) =>
        $$$$"""{"id":"dht22","state":"{{{{state}}}}","isSensor":true,"expectedEverySeconds":15,"lastError":"no answer","report":{"kinds":["sensor"],"version":"0123456789ab","pollIntervalSeconds":5,"slowed":false,"polls":{{{{polls}}}},"endedPolls":8,"failedPolls":3,"failures":4,"restarts":2,"deniedCalls":1,"cpuSeconds":1.5,"lastPollMilliseconds":0.25,"memoryBytes":4096,"lastErrorTime":"2026-03-01T11:59:00Z","permissions":{"asked":["i2c 1:0x76"],"granted":[],"refused":[{"what":"i2c 1:0x3c","count":7,"key":"plugins.dht22.permissions.i2c"}]}}}""";

    private static string Entry(int id, string message) => $$"""{"id":{{id}},"time":"2026-03-01T11:59:00Z","level":"warning","plugin":"dht22","message":"{{message}}"}""";

    private static string Status(string plugin, params string[] entries) =>
        Pushes.Status(more: $",\"plugins\":[{plugin}],\"logs\":[{string.Join(',', entries)}]").Replace("\"plugins\":null,", "", StringComparison.Ordinal);

    private static async Task<string[]> MessagesAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/logs?{query}", Cancelled)).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("message").GetString()!)];
}
