using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WasiHal.Benchmarks;

/// <summary>
/// The built hub and spoke as processes: how long from the start to the first reading, from a sensor on a spoke to a browser at
/// the hub, and from a button at the hub to a relay on a spoke; what they need while nothing happens.
/// </summary>
internal static class NodeFigures
{
    private const int Tries = 5;
    private const int Events = 1_000;
    private const int Commands = 200;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "WasiHal.slnx")))
        {
            repository = repository.Parent ?? throw new DirectoryNotFoundException("This is to be run from a build of the repository.");
        }

        var plugins = Path.Combine(repository.FullName, "plugins");
        var clock = Directory.CreateTempSubdirectory("wasihal-clock-");
        await File.WriteAllTextAsync(Path.Combine(clock.FullName, "clock.py"), Clock);
        var warm = Directory.CreateTempSubdirectory("wasihal-code-");
        await MeasuredNode.CompileAsync(warm.FullName, plugins);
        foreach (var sample in new[] { "Hub", "Spoke" })
        {
            await ColdStartsAsync(sample, plugins, warm.FullName);
        }

        await IdleAsync(plugins, warm.FullName);
        await SensorToBrowserAsync(clock.FullName, warm.FullName);
        await CommandToRelayAsync(clock.FullName, warm.FullName);
        warm.Delete(recursive: true);
        clock.Delete(recursive: true);
    }

    // One reading for each poll: the time at which it was taken.
    private const string Clock = """
        # /// script
        # [tool.wasihal]
        # poll-interval = "100ms"
        # ///
        import time
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement("clock", "time", Value_Number(time.time()), "s")]
        """;

    private static async Task ColdStartsAsync(string sample, string plugins, string warm)
    {
        var (withCode, without) = (new List<double>(), new List<double>());
        for (var start = 0; start < Tries; start++)
        {
            withCode.Add(await FirstReadingAsync(sample, plugins, warm));
        }

        // Compiling takes its time: once is enough to tell.
        var empty = Directory.CreateTempSubdirectory("wasihal-no-code-");
        without.Add(await FirstReadingAsync(sample, plugins, empty.FullName));
        empty.Delete(recursive: true);
        Print($"{sample}: from its start to the first reading at /api/readings, all plugins, with machine code", Median(withCode), "s");
        Print($"{sample}: the same without machine code", Median(without), "s");
    }

    private static async Task<double> FirstReadingAsync(string sample, string plugins, string machineCode)
    {
        await using var node = MeasuredNode.Begun(sample, machineCode, plugins, args: ["--hal:provider=fake", .. sample == "Spoke" ? ["--cluster:hub_url=http://127.0.0.1:9/push"] : Array.Empty<string>()]);
        await node.UntilAsync("/api/readings", answer => answer.Contains("\"value\"", StringComparison.Ordinal));
        return Stopwatch.GetElapsedTime(node.Begin).TotalSeconds;
    }

    private static async Task IdleAsync(string plugins, string warm)
    {
        await using var hub = await MeasuredNode.StartAsync("Hub", warm, plugins: null);
        var five = Directory.CreateTempSubdirectory("wasihal-five-");
        foreach (var plugin in new[] { "dht22", "bme680", "sht31", "pms5003", "pi-monitor" })
        {
            Directory.CreateSymbolicLink(Path.Combine(five.FullName, plugin), Path.Combine(plugins, plugin));
        }

        await using var spoke = await MeasuredNode.StartAsync("Spoke", warm, five.FullName, args: ["--hal:provider=fake", "--cluster:node_id=five", $"--cluster:hub_url={hub.Address}push"]);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (before, begin) = (spoke.Cpu, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(60));
        Print("Spoke with five plugins at their usual pace: of a core", 100 * ((spoke.Cpu - before) / Stopwatch.GetElapsedTime(begin)), "%");
        Print("Spoke with five plugins: resident", spoke.ResidentMebibytes, "MiB");
        Print("Spoke with five plugins: of it its own, no file's", spoke.PrivateMebibytes, "MiB");
        five.Delete(recursive: true);
    }

    private static async Task SensorToBrowserAsync(string plugins, string warm)
    {
        await using var hub = await MeasuredNode.StartAsync("Hub", warm, plugins: null);
        await using var spoke = await MeasuredNode.StartAsync("Spoke", warm, plugins, args: ["--cluster:node_id=garden", $"--cluster:hub_url={hub.Address}push"]);
        await hub.UntilAsync("/api/readings", answer => answer.Contains("garden", StringComparison.Ordinal));
        using var stream = new StreamReader(await hub.Client.GetStreamAsync(new Uri("/api/events", UriKind.Relative)));
        var took = new List<double>();
        while (took.Count < Events && await stream.ReadLineAsync() is { } line)
        {
            var now = DateTimeOffset.UtcNow;
            if (!line.StartsWith("data: [{\"node\":\"garden\",\"plugin\":\"clock\",\"sensor\"", StringComparison.Ordinal))
            {
                continue;
            }

            // Of several that came at once each was waited for.
            using var document = JsonDocument.Parse(line["data: ".Length..]);
            took.AddRange(document.RootElement.EnumerateArray().Select(reading => now.ToUnixTimeMilliseconds() - (reading.GetProperty("value").GetDouble() * 1000)));
        }

        took.Sort();
        Print("From the poll on a spoke to the event at a browser of the hub, median", Median(took), "ms");
        Print("The same, 99th of a hundred", took[took.Count * 99 / 100], "ms");
    }

    private static async Task CommandToRelayAsync(string plugins, string warm)
    {
        await using var hub = await MeasuredNode.StartAsync("Hub", warm, plugins: null);
        await using var spoke = await MeasuredNode.StartAsync("Spoke", warm, plugins, args: ["--hal:provider=fake", "--cluster:node_id=garden", $"--cluster:hub_url={hub.Address}push", "--relays:lamp:gpio_pin=22"]);
        await hub.UntilAsync("/api/nodes", answer => answer.Contains("garden", StringComparison.Ordinal));
        var took = new List<double>();
        while (took.Count < Commands)
        {
            using var body = new StringContent(took.Count % 2 == 0 ? "{\"on\":true}" : "{\"on\":false}", Encoding.UTF8, "application/json");
            var begin = Stopwatch.GetTimestamp();
            using var answer = await hub.Client.PostAsync(new Uri("/api/relays/lamp?node=garden", UriKind.Relative), body);
            if (answer.IsSuccessStatusCode)
            {
                took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
            else if (took.Count > 0)
            {
                throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }

            await Task.Delay(50);
        }

        took.Sort();
        Print("From asking the hub to the answer that the spoke's relay is switched, median", Median(took), "ms");
        Print("The same, 99th of a hundred", took[took.Count * 99 / 100], "ms");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(string what, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-100} {value,8:0.0} {unit}"));
}
