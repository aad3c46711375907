using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WasiHal.EndToEnd.Tests;

/// <summary>What a stranger does in the first ten minutes: the bundled plugin, a sensor of one's own, a mistake, its mending.</summary>
public sealed class PluginDropTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstStart = TimeSpan.FromSeconds(60);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PiMonitor_MemoryTotal_IsTheMachinesOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc/meminfo");
        CopyFolder(Path.Combine(HubProcess.BundledPlugins, "pi-monitor"), Path.Combine(_hub.Plugins, "pi-monitor"));
        await _hub.StartReadyAsync(Cancelled, "--plugins:pi-monitor:poll_interval=1s");

        var total = double.Parse(Regex.Match(await File.ReadAllTextAsync("/proc/meminfo", Cancelled), @"MemTotal:\s+(\d+) kB").Groups[1].Value, CultureInfo.InvariantCulture) * 1024;
        var readings = await ReadingsAsync(FirstStart, reading => Is(reading, "pi-monitor", "memory_total"));

        var memory = readings.Single(reading => Is(reading, "pi-monitor", "memory_total"));
        Assert.Equal(total, memory.GetProperty("value").GetDouble());
        Assert.Equal("By", memory.GetProperty("unit").GetString());
        Assert.Equal("hub", memory.GetProperty("node").GetString());
        Assert.False(memory.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task File_DroppedBrokenMendedDeleted_IsFollowedWithoutTouchingOthers()
    {
        _hub.Drop("other.py", Sensor("other", "1.0"));
        await _hub.StartReadyAsync(Cancelled);
        await ReadingsAsync(FirstStart, reading => Has(reading, "other", 1));

        _hub.Drop("mine.py", Sensor("mine", "42.0"));
        await ReadingsAsync(Soon, reading => Has(reading, "mine", 42));

        _hub.Drop("mine.py", Sensor("mine", "43.0 +"));
        var broken = await PluginAsync("mine", plugin => plugin.GetProperty("lastError").ValueKind == JsonValueKind.Object);
        var error = broken.GetProperty("lastError");
        Assert.Matches(@"mine\.py\D{1,20}11\b", error.GetProperty("message").GetString() + " " + error.GetProperty("detail").GetString());
        Assert.Equal("running", broken.GetProperty("state").GetString());
        await _hub.UntilOutputAsync("(mine.py, line 11)", Soon, Cancelled);
        Assert.Equal("degraded", (await _hub.GetAsync("/healthz", Cancelled)).GetProperty("status").GetString());

        _hub.Drop("mine.py", Sensor("mine", "44.0"));
        await ReadingsAsync(Soon, reading => Has(reading, "mine", 44));
        var mended = await PluginAsync("mine", plugin => plugin.GetProperty("lastError").ValueKind == JsonValueKind.Null);
        Assert.Matches("^[0-9a-f]{12}$", mended.GetProperty("version").GetString());

        File.Delete(Path.Combine(_hub.Plugins, "mine.py"));
        await _hub.UntilAsync("/api/plugins", Soon, plugins => plugins.EnumerateArray().All(plugin => plugin.GetProperty("id").GetString() != "mine"), Cancelled);

        var other = await PluginAsync("other", _ => true);
        Assert.Equal(0, other.GetProperty("failures").GetInt64());
        Assert.Equal(0, other.GetProperty("restarts").GetInt64());
    }

    [Fact]
    public async Task Exception_InPoll_IsTheLastErrorWithItsTraceback()
    {
        _hub.Drop("ill.py", Sensor("ill", "1 / 0"));
        await _hub.StartReadyAsync(Cancelled);

        var ill = await PluginAsync("ill", plugin => plugin.GetProperty("lastError").ValueKind == JsonValueKind.Object, FirstStart);

        Assert.Contains("ZeroDivisionError", ill.GetProperty("lastError").ToString(), StringComparison.Ordinal);
        Assert.Contains("ill.py", ill.GetProperty("lastError").GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_WhileTheRuntimeIsBeingCompiled_EndsWithinTwoSeconds()
    {
        _hub.Drop("well.py", Sensor("well", "1.0"));
        await _hub.StartReadyAsync(Cancelled);

        var (exitCode, took) = await _hub.StopAsync(Cancelled);

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Sigterm_WhileAPluginLoops_EndsWithinTwoSeconds()
    {
        _hub.Drop("well.py", Sensor("well", "1.0"));
        await _hub.StartReadyAsync(Cancelled, "--plugins:loop:limits:call_deadline=30s");
        await ReadingsAsync(FirstStart, reading => Has(reading, "well", 1));
        _hub.Drop("loop.py", Sensor("loop", "1.0").Replace("        return", "        print('round and round')\n        while True: pass\n        return", StringComparison.Ordinal));
        await _hub.UntilOutputAsync("round and round", Soon, Cancelled);

        var (exitCode, took) = await _hub.StopAsync(Cancelled);

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Restart_OverHttp_GivesThePluginANewInstance()
    {
        _hub.Drop("token.py", Sensor("token", "token") + "import random\ntoken = random.random()\n");
        await _hub.StartReadyAsync(Cancelled);
        var before = (await ReadingsAsync(FirstStart, reading => Is(reading, "token", "answer"))).Single().GetProperty("value").GetDouble();

        using var answer = await _hub.Client.PostAsync(new Uri("/api/plugins/token/restart?node=hub", UriKind.Relative), null, Cancelled);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await ReadingsAsync(FirstStart, reading => Is(reading, "token", "answer") && !Has(reading, "token", before));
        await _hub.UntilOutputAsync("token starts anew, as an operator asked", Soon, Cancelled);
        Assert.Equal("healthy", (await _hub.GetAsync("/healthz", Cancelled)).GetProperty("status").GetString());
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    /// <summary>A whole plugin; its value stands in line 11.</summary>
    private static string Sensor(string name, string value) => $$"""
        # /// script
        # requires-python = ">=3.11"
        # [tool.wasihal]
        # poll-interval = "1s"
        # ///
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement(sensor="{{name}}", quantity="answer", value=Value_Number({{value}}), unit="1")]

        """;

    private static bool Is(JsonElement reading, string plugin, string quantity) =>
        reading.GetProperty("plugin").GetString() == plugin && reading.GetProperty("quantity").GetString() == quantity;

    private static bool Has(JsonElement reading, string plugin, double value) =>
        Is(reading, plugin, "answer") && reading.GetProperty("value").GetDouble() == value;

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ReadingsAsync(TimeSpan within, Func<JsonElement, bool> wanted) =>
        [.. (await _hub.UntilAsync("/api/readings", within, answer => answer.GetProperty("readings").EnumerateArray().Any(wanted), Cancelled)).GetProperty("readings").EnumerateArray()];

    private async Task<JsonElement> PluginAsync(string id, Func<JsonElement, bool> wanted, TimeSpan? within = null)
    {
        bool Wanted(JsonElement plugin) => plugin.GetProperty("id").GetString() == id && wanted(plugin);
        return (await _hub.UntilAsync("/api/plugins", within ?? Soon, plugins => plugins.EnumerateArray().Any(Wanted), Cancelled)).EnumerateArray().Single(Wanted);
    }
}
