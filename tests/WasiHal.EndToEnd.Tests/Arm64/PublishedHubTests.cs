using WasiHal.Fake;

namespace WasiHal.EndToEnd.Tests.Arm64;

/// <summary>The published hub for Arm64, emulated: what runs on a Raspberry Pi, but for its hardware.</summary>
public sealed class PublishedHubTests(PublishedHub published) : IClassFixture<PublishedHub>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Plugins = ["bme280", "bme680", "dht22", "pms5003", "sht31"];
    private static readonly string[] Series =
    [
        "bme680/temperature", "bme680/relative_humidity", "bme680/pressure", "bme680/gas_resistance", "bme280/temperature", "bme280/relative_humidity", "bme280/pressure",
        "sht31/temperature", "sht31/relative_humidity", "dht22/temperature", "dht22/relative_humidity",
    ];

    private readonly EmulatedHub _hub = new(PublishedHub.Processor);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compile_ForArm64_MakesTheRuntimesCode()
    {
        var output = await published.CompiledAsync(Cancelled);

        Assert.Matches(@"(?m)^python runtime: [0-9]+\.[0-9] s: .*python_runtime\.\S+\.cwasm$", output);
        Assert.Single(Directory.GetFiles(published.Code));
    }

    [Fact]
    public async Task Publish_ForArm64_HasWhatAnInstalledNodeNeeds()
    {
        await published.CompiledAsync(Cancelled);

        var folder = Path.GetDirectoryName(PublishedHub.Program)!;
        Assert.All(
            ["hub.toml", "install.sh", "systemd/wasihal-hub.service", "plugins/bme680/app.py", "plugins/dashboard/app.py", "libwasmtime.so", "libe_sqlite3.so"],
            file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "plugins"), "test_*.py", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(folder, "plugins", "testing")));
    }

    [Fact]
    public async Task Start_WithCodeMadeAhead_CompilesNothingReadsTheSimulatedAirAndSigtermEndsItWithZero()
    {
        await published.CompiledAsync(Cancelled);
        foreach (var plugin in Plugins)
        {
            CopyOfThePublished(plugin);
        }

        // An emulated call takes as long as a machine that does other things lets it.
        await _hub.StartReadyAsync(
            Cancelled,
            [
                $"--hosting:machine_code_directory={published.Code}",
                "--fake:seed=7",
                "--polling:interval_seconds=2",
                .. Plugins.SelectMany(plugin => (string[])[$"--plugins:{plugin}:limits:call_deadline=1m", $"--plugins:{plugin}:limits:load_deadline=5m"]),
            ]);
        var readings = await _hub.UntilAsync("/api/readings", Patience, readings => Series.All(name => SimulatedAir.Find(readings, name) is not null), Cancelled);
        var plugins = await _hub.UntilAsync("/api/plugins", Patience, plugins => plugins.EnumerateArray().All(plugin => plugin.GetProperty("polls").GetInt64() > 1), Cancelled);
        var (exitCode, _) = await _hub.StopAsync(Cancelled);

        SimulatedAir.AssertReadings(new FakeDay(7), readings, Series);
        Assert.Equal(Plugins, plugins.EnumerateArray().Select(plugin => plugin.GetProperty("id").GetString()));
        Assert.All(plugins.EnumerateArray(), plugin => Assert.Equal("running", plugin.GetProperty("state").GetString()));
        Assert.True(exitCode == 0, _hub.Output);
        Assert.DoesNotContain("Compiled", _hub.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(published.Code));
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private void CopyOfThePublished(string plugin)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_hub.Plugins, plugin)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(PublishedHub.Program)!, "plugins", plugin)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
    }
}
