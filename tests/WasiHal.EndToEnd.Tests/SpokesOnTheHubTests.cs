namespace WasiHal.EndToEnd.Tests;

/// <summary>A hub tells of its spokes' plugins, rights and logs what it tells of its own. The built programs.</summary>
public sealed class SpokesOnTheHubTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HubProcess _hub = new();
    private readonly SpokeProcess _garden = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PluginOfASpoke_WithoutItsGrant_IsSeenOnTheHubWithTheKeyToAdd()
    {
        await _hub.StartReadyAsync(Cancelled);
        _garden.Drop("prober.py", """
            # /// script
            # [tool.wasihal]
            # poll-interval = "200ms"
            # i2c = ["1:0x3c"]
            # ///
            from wit_world import exports
            from wit_world.imports import i2c

            class Sensor(exports.Sensor):
                def poll(self):
                    print("asks the garden's bus", flush=True)
                    i2c.transfer(1, 0x3C, b"", 1)
                    return []
            """);
        await _garden.StartReadyAsync(Cancelled, "--cluster:node_id=garden", $"--cluster:hub_url={_hub.Client.BaseAddress}push");

        var plugins = await _hub.UntilAsync("/api/plugins", Patience, plugins => plugins.EnumerateArray().Any(plugin => plugin.GetProperty("node").GetString() == "garden" && plugin.GetProperty("permissions").GetProperty("refused").GetArrayLength() > 0), Cancelled);

        var prober = plugins.EnumerateArray().Single(plugin => plugin.GetProperty("node").GetString() == "garden");
        Assert.Equal("prober", prober.GetProperty("id").GetString());
        Assert.Equal("plugins.prober.permissions.i2c", prober.GetProperty("permissions").GetProperty("refused")[0].GetProperty("key").GetString());
        await _hub.UntilAsync("/api/logs?node=garden&plugin=prober&level=warning", Patience, logs => logs.GetProperty("entries").EnumerateArray().Any(entry => entry.GetProperty("message").GetString()!.Contains("i2c 1:0x3c", StringComparison.Ordinal)), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _garden.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
