using System.Text.Json;
using System.Text.Json.Nodes;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Presence;

public sealed class SensorPresenceTests
{
    private static readonly PluginStatus Plugin = FakePluginDirectory.Running("dht22") with { ExpectedEvery = new(TimeSpan.FromSeconds(15)) };

    [Fact]
    public async Task Sensors_OneThatSpeaks_IsPresentThenStaleThenPresent()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin];
        await StateAsync(client);
        await TakeAsync(node, TestReadings.Number(20, node.Time.GetUtcNow()), TestReadings.Number(50, node.Time.GetUtcNow(), "relative_humidity"));

        Assert.Equal(
            """[{"node":"hub","plugin":"dht22","sensor":"room","state":"present","lastSeen":"2026-03-01T12:00:00.007Z","expectedEverySeconds":15,"reason":null}]""",
            await client.GetStringAsync("/api/sensors", TestContext.Current.CancellationToken));
        node.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("room stale: its next reading is overdue", await StateAsync(client));
        await TakeAsync(node, TestReadings.Number(20, node.Time.GetUtcNow()));
        Assert.Equal("room present: ", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_PluginThatHasNeverSpoken_IsMissingOnceItIsOverdue()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin, FakePluginDirectory.Running("dashboard") with { Kinds = [PluginKind.Dashboard], ExpectedEvery = new(TimeSpan.FromSeconds(15)) }];

        Assert.Equal("", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("null missing: its plugin runs and has given no reading since its start", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_NobodyLooks_TheStartCountsAllTheSame()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin];
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(50, TestContext.Current.CancellationToken);

        node.Time.Advance(TimeSpan.FromSeconds(17));

        Assert.StartsWith("null missing", await StateAsync(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PluginState.Parked, "its plugin is parked: no answer")]
    [InlineData(PluginState.BackingOff, "its plugin waits to start again: no answer")]
    public async Task Sensors_PluginThatFailed_IsMissingAtOnceWithItsError(PluginState state, string reason)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin with { State = state, Kinds = [], LastError = new(node.Time.GetUtcNow(), "no answer", "Traceback") }];

        Assert.Equal($"null missing: {reason}", await StateAsync(client));
        await TakeAsync(node, TestReadings.Number(20, node.Time.GetUtcNow()));
        node.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal($"room missing: {reason}", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_PluginThatIsSwitchedOff_IsNotExpected()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin with { State = PluginState.Disabled }];
        await StateAsync(client);
        node.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_ReadingsFromBeforeTheStart_AreNoSignOfLife()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await TakeAsync(node, TestReadings.Number(20, node.Time.GetUtcNow().AddMinutes(-5)));
        node.Plugins.Plugins = [Plugin];

        Assert.Equal("room stale: its plugin has just started", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("room missing: its plugin runs and has given no reading since its start", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_PluginThatRestartsAgainAndAgain_HasNotStartedAnew()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        for (var second = 0; second < 20; second++)
        {
            node.Plugins.Plugins = [Plugin with { Restarts = second }];
            await StateAsync(client);
            node.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.StartsWith("null missing", await StateAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensors_OfASpoke_AreMissingToo()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var plugins = """[{"id":"bme680","state":"parked","isSensor":true,"expectedEverySeconds":15,"lastError":"OSError: timeout"},{"id":"dht22","state":"running","isSensor":true,"expectedEverySeconds":15},{"id":"oled","state":"parked","isSensor":false}]""";
        await node.PushAsync(Pushes.Push(status: Pushes.Status().Replace("\"plugins\":null", $"\"plugins\":{plugins}", StringComparison.Ordinal)));

        Assert.Equal("null missing: its plugin is parked: OSError: timeout|room present: ", await StateAsync(client));
        node.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("null missing: its plugin is parked: OSError: timeout|room stale: its next reading is overdue", await StateAsync(client));
    }

    [Fact]
    public async Task Sensors_InTheSnapshot_AreThoseThatAreShown()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Plugin with { State = PluginState.Parked }];

        var snapshot = JsonNode.Parse(((Cluster.Snapshots.SnapshotBuilder)node.Services.GetService(typeof(Cluster.Snapshots.SnapshotBuilder))!).Build())!;

        Assert.Equal(await client.GetStringAsync("/api/sensors", TestContext.Current.CancellationToken), snapshot["sensors"]!.ToJsonString());
    }

    private static async Task TakeAsync(TestNode node, params Reading[] readings) => await node.Readings.AcceptAsync(readings, CancellationToken.None);

    private static async Task<string> StateAsync(HttpClient client)
    {
        var sensors = JsonDocument.Parse(await client.GetStringAsync("/api/sensors", TestContext.Current.CancellationToken)).RootElement;
        return string.Join('|', sensors.EnumerateArray().Select(sensor => $"{sensor.GetProperty("sensor").GetString() ?? "null"} {sensor.GetProperty("state").GetString()}: {sensor.GetProperty("reason").GetString()}"));
    }
}
