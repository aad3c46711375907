using System.Text.Json;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Configuration;

/// <summary>The files of the original load and start unchanged, and its plugins have the hardware that they name.</summary>
public sealed class OriginalFilesTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host.toml")]
    [InlineData("hub-smallest.toml")]
    [InlineData("hub-dotted.toml")]
    [InlineData("hub.toml")]
    [InlineData("hub-fullest.toml")]
    public void HubFile_IsRight(string file) => Assert.Empty(ConfiguredNode.Faults(Original(file)));

    [Theory]
    [InlineData("spoke-smallest.toml")]
    [InlineData("spoke-fullest.toml")]
    [InlineData("spoke-pizero.toml")]
    public void SpokeFile_ForTheHub_IsRightButForWhatItIs(string file) =>
        Assert.Equal(["cluster.role", "cluster.hub_url"], ConfiguredNode.Faults(Original(file)).Select(fault => fault.Key));

    [Fact]
    public async Task SpokeFile_ForTheHub_IsRefusedWithTheProgramToRun()
    {
        _hub.Start("--config", Original("spoke-fullest.toml"), "--hal:provider=fake");

        Assert.Equal(2, await _hub.ExitAsync(Cancelled));
        Assert.Contains("cluster.role = \"spoke\" is not hub, which is what this program is; a spoke is run by the program Spoke", _hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubFile_Starts_AndItsMonitorHasTheLedThatTheFileNames()
    {
        var plugins = await StartAsync("hub.toml", "bme280", "dashboard", "heartbeat", "oled", "pi-monitor", "pms5003", "sht31");

        Assert.Equal("revpi-hub", (await _hub.GetAsync("/api/nodes", Cancelled))[0].GetProperty("id").GetString());
        Assert.Equal("disabled", plugins["dht22"].GetProperty("state").GetString());
        Assert.Equal("disabled", plugins["bme680"].GetProperty("state").GetString());
        Assert.Equal(["leds 0"], Granted(plugins["pi-monitor"]));
        Assert.Equal(["leds 0"], Granted(plugins["heartbeat"]));
        Assert.Empty(Granted(plugins["oled"]));
        Assert.Contains("cluster.spoke_buzzer_url is not used", _hub.Output, StringComparison.Ordinal);
        Assert.Contains("allow_unsigned_push = [\"192.168.7.0/24\"]", _hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullestFile_Starts_AndItsPluginsMeasureWithWhatItNames()
    {
        var plugins = await StartAsync("hub-fullest.toml", "bme680", "dht22", "heartbeat", "oled", "pi-monitor");

        Assert.Equal(["climate 4", "leds 1", "buzzer"], Granted(plugins["dht22"]));
        Assert.Equal(["i2c 1:0x77", "leds 2", "buzzer"], Granted(plugins["bme680"]));
        Assert.Equal(["leds 3", "relays fan"], Granted(plugins["pi-monitor"]));
        Assert.Equal(["leds 0"], Granted(plugins["heartbeat"]));
        Assert.Empty(Granted(plugins["oled"]));
        await _hub.UntilAsync("/api/readings", Patience, readings => Has(readings, "dht22", "temperature") && Has(readings, "bme680", "pressure"), Cancelled);
        var relays = await _hub.GetAsync("/api/relays", Cancelled);
        Assert.Contains("\"fan\"", relays.GetRawText(), StringComparison.Ordinal);

        // logging.show_sensor_data, what is granted, and what to paste for more.
        await _hub.UntilOutputAsync("revpi-hub dht22: dht22 temperature = ", Patience, Cancelled);
        Assert.Contains("dht22: climate 4, leds 1, buzzer; heartbeat: leds 0; pi-monitor: leds 3, relays fan.", _hub.Output, StringComparison.Ordinal);
        Assert.Contains("oled asks for what it is not granted: i2c 1:0x3c.", _hub.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub-dotted.toml")]
    [InlineData("hub-fullest.toml")]
    public async Task LinesOfTheLog_PastedIntoTheFile_GrantEverything(string file)
    {
        await StartAsync(file, "oled", "pi-monitor");
        var lines = _hub.Output.Split('\n').SkipWhile(line => !line.Contains("[2114]", StringComparison.Ordinal) && !line.Contains("[2101]", StringComparison.Ordinal))
            .Where(line => line.StartsWith("      ", StringComparison.Ordinal) && !line.Contains("urls", StringComparison.Ordinal) && !line.Contains("unsigned", StringComparison.Ordinal) && !line.Contains("security", StringComparison.Ordinal));
        var pasted = Path.Combine(_hub.Folder, "pasted.toml");
        await File.WriteAllLinesAsync(pasted, File.ReadLines(Original(file)).Concat(lines), Cancelled);
        await _hub.KillAsync(Cancelled);

        var plugins = await StartAsync(pasted, "oled", "pi-monitor");

        Assert.All(plugins.Values, plugin => Assert.Equal(
            plugin.GetProperty("permissions").GetProperty("asked").EnumerateArray().Select(right => right.GetString()), Granted(plugin)));
        Assert.Contains("i2c 1:0x3c", Granted(plugins["oled"]));
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static string Original(string file) => RepositoryRoot.PathOf($"tests/WasiHal.EndToEnd.Tests/Configuration/Original/{file}");

    private static IEnumerable<string?> Granted(JsonElement plugin) => plugin.GetProperty("permissions").GetProperty("granted").EnumerateArray().Select(right => right.GetString());

    private static bool Has(JsonElement readings, string plugin, string quantity) => readings.GetProperty("readings").EnumerateArray()
        .Any(reading => reading.GetProperty("plugin").GetString() == plugin && reading.GetProperty("quantity").GetString() == quantity);

    /// <summary>Starts the hub with a file and the repository's plugins, as nothing else is said, and waits until some of them run.</summary>
    private async Task<Dictionary<string, JsonElement>> StartAsync(string file, params string[] running)
    {
        _hub.Start("--config", Path.IsPathRooted(file) ? file : Original(file), "--hal:provider=fake", "--urls", _hub.Client.BaseAddress!.ToString(), "--data", Path.Combine(_hub.Folder, "data"));
        await _hub.UntilAsync("/readyz", Patience, _ => true, Cancelled);
        var answer = await _hub.UntilAsync("/api/plugins", Patience, plugins => running.All(id => plugins.EnumerateArray().Any(plugin => plugin.GetProperty("id").GetString() == id && plugin.GetProperty("state").GetString() == "running")), Cancelled);
        return answer.EnumerateArray().ToDictionary(plugin => plugin.GetProperty("id").GetString()!);
    }
}
