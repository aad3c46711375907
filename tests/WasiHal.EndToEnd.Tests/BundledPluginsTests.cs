using System.Text.Json;
using WasiHal.Fake;

namespace WasiHal.EndToEnd.Tests;

/// <summary>The quick start: the hub as it comes, with all plugins and its simulated sensors.</summary>
public sealed class BundledPluginsTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readings_OfTheHubAsItComes_AreTheSimulatedAir()
    {
        // The hub and this test share the seed and the time of day, and nothing else.
        var air = new FakeDay(1);
        await _hub.StartReadyAsync(Cancelled, "--plugins", HubProcess.BundledPlugins, "--polling:interval_seconds=1", "--fake:seed=1");

        string[] series =
        [
            "bme680/temperature", "bme680/relative_humidity", "bme680/pressure", "bme680/gas_resistance", "bme280/temperature", "bme280/relative_humidity", "bme280/pressure",
            "sht31/temperature", "sht31/relative_humidity", "dht22/temperature", "dht22/relative_humidity",
        ];
        var answer = await _hub.UntilAsync("/api/readings", Patience, readings => series.All(name => SimulatedAir.Find(readings, name) is not null), Cancelled);

        SimulatedAir.AssertReadings(air, answer, series);
    }

    [Fact]
    public async Task Plugins_OfTheHubAsItComes_AllRunAndNoneIsRefusedAnything()
    {
        await _hub.StartReadyAsync(Cancelled, "--plugins", HubProcess.BundledPlugins, "--polling:interval_seconds=1");

        var plugins = await _hub.UntilAsync("/api/plugins", Patience, plugins => plugins.EnumerateArray().All(plugin => plugin.GetProperty("state").GetString() == "running"), Cancelled);
        await _hub.UntilAsync("/api/plugins", Patience, plugins => plugins.EnumerateArray().All(plugin => plugin.GetProperty("polls").GetInt64() > 4 || !IsSensor(plugin)), Cancelled);

        var ids = plugins.EnumerateArray().Select(plugin => plugin.GetProperty("id").GetString());
        Assert.Superset(new HashSet<string?>(["bme280", "bme680", "dashboard", "dht22", "heartbeat", "oled", "pi-monitor", "pms5003", "sht31"]), new HashSet<string?>(ids));
        Assert.All((await _hub.GetAsync("/api/plugins", Cancelled)).EnumerateArray(), plugin =>
        {
            Assert.Equal(0, plugin.GetProperty("deniedCalls").GetInt64());
            Assert.Equal(JsonValueKind.Null, plugin.GetProperty("lastError").ValueKind);
        });

        // Three intervals are over, and nobody misses readings of the heartbeat, which gives none.
        Assert.All((await _hub.GetAsync("/api/sensors", Cancelled)).EnumerateArray(), sensor => Assert.NotEqual("missing", sensor.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Dashboard_OfTheHubAsItComes_PassesWhole()
    {
        await _hub.StartReadyAsync(Cancelled, "--plugins", HubProcess.BundledPlugins, "--polling:interval_seconds=1");

        var page = await _hub.UntilAsync(
            "/api/dashboard",
            Patience,
            page => page.GetProperty("problem").ValueKind == JsonValueKind.Null && page.GetProperty("html").GetString() is { } html && html.Contains("sht31", StringComparison.Ordinal),
            Cancelled);

        Assert.Equal("dashboard", page.GetProperty("plugin").GetString());
        Assert.Contains("data-key=", page.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[3010]", _hub.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static bool IsSensor(JsonElement plugin) => plugin.GetProperty("kinds").EnumerateArray().Any(kind => kind.GetString() == "sensor");
}
