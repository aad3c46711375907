using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Benchmarks;

/// <summary>
/// The figures of the plugin host that are no micro-benchmarks: whole starts, memory, and a poll beside the same function
/// under a native interpreter in one run. Prints a line each; read ratios, not absolutes.
/// </summary>
internal static class Figures
{
    public static Task RunAsync()
    {
        var done = new TaskCompletionSource();
        var thread = new Thread(
            () =>
            {
                MeasureGuests();
                done.SetResult();
            },
            WasmEngine.ThreadStackBytes);
        thread.Start();
        return done.Task.ContinueWith(_ => MeasureDropAsync(), TaskScheduler.Default).Unwrap();
    }

    private static void MeasureGuests()
    {
        var data = Directory.CreateTempSubdirectory("wasihal-figures-").FullName;
        var definition = BenchPlugin.Define("bme680_poll.py");
        using (var cold = new BenchPlugin(data))
        {
            Print("compile the Python module, once", Time(() => cold.Prepare()));
        }

        using var bench = new BenchPlugin(data);
        Print("start from cached machine code", Time(() => bench.Prepare()));
        Print("machine code", new DirectoryInfo(Path.Combine(data, "machine-code")).GetFiles().Sum(file => file.Length) / 1e6, "MB");

        bench.Create(definition).Dispose();
        var starts = Enumerable.Range(0, 50).Select(_ => Time(() => bench.Create(definition).Dispose())).Order().ToArray();
        Print("make an instance, load a 3 kB plugin, dispose: median of 50", starts[25]);

        const int Instances = 50;
        var guests = new List<IGuest>();
        var measurements = GuestFactory.CreateBuffer(definition);
        var before = PrivateKilobytes();
        for (var i = 0; i < Instances; i++)
        {
            var guest = bench.Create(definition);
            guest.Poll(measurements);
            guests.Add(guest);
        }

        Print("private memory of a further plugin, polled once: mean of 50", (PrivateKilobytes() - before) / (double)Instances / 1024, "MiB");

        var poll = BestMicroseconds(() => guests[0].Poll(measurements), out var bytes);
        Print("one poll (I2C transfer, BME680 maths, 4 measurements), best of 7", poll, "us");
        Print("managed bytes of a poll", bytes, "B");
        foreach (var guest in guests)
        {
            guest.Dispose();
        }

        if (NativePoll() is var (version, native))
        {
            Print($"the same poll in native CPython {version}", native, "us");
            Print("ratio", poll / native, "x");
        }
    }

    private static async Task MeasureDropAsync()
    {
        var folder = Directory.CreateTempSubdirectory("wasihal-figures-plugins-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["hosting:plugin_directories:0"] = folder,
            ["data:directory"] = Directory.CreateTempSubdirectory("wasihal-figures-").FullName,
            ["hal:provider"] = "fake",
        });
        builder.Logging.ClearProviders();
        var sink = new FirstReading();
        builder.Services.AddSingleton<IReadingSink>(sink);
        builder.Services.AddWasiHal().AddPythonPlugins();
        using var host = builder.Build();
        await host.StartAsync();
        await DropAsync(folder, "warm", sink);
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            times.Add(await DropAsync(folder, $"drop{i}", sink));
        }

        times.Sort();
        Print("from dropping a file to its first reading: median of 15", times[7] / 1000);
        await host.StopAsync();
    }

    private static async Task<double> DropAsync(string folder, string name, FirstReading sink)
    {
        const string Source =
            """
            from wit_world import exports
            from wit_world.exports.sensor import Measurement, Value_Number

            class Sensor(exports.Sensor):
                def poll(self):
                    return [Measurement("mine", "answer", Value_Number(42.0), "1")]
            """;
        var begin = Stopwatch.GetTimestamp();
        var arrived = sink.WaitAsync(name);
        await File.WriteAllTextAsync(Path.Combine(folder, "." + name), Source);
        File.Move(Path.Combine(folder, "." + name), Path.Combine(folder, name + ".py"));
        await arrived.WaitAsync(TimeSpan.FromSeconds(60));
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static (string Version, double Microseconds)? NativePoll()
    {
        const string StandIn = "plugins/testing";
        try
        {
            var start = new ProcessStartInfo("python3", ["native_poll.py"]) { WorkingDirectory = BenchPlugin.Scripts, RedirectStandardOutput = true };
            start.Environment["PYTHONPATH"] = Path.GetFullPath(StandIn);
            var version = Process.Start(new ProcessStartInfo("python3", ["-c", "import platform; print(platform.python_version())"]) { RedirectStandardOutput = true })!;
            var name = version.StandardOutput.ReadToEnd().Trim();
            using var process = Process.Start(start)!;
            return double.TryParse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture, out var microseconds) ? (name, microseconds) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("no python3 here: the native figure is left out");
            return null;
        }
    }

    private static double BestMicroseconds(Action call, out double bytesPerCall)
    {
        const int Calls = 50_000;
        var best = double.MaxValue;
        bytesPerCall = 0;
        for (var round = 0; round < 8; round++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++)
            {
                call();
            }

            var microseconds = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Calls;
            bytesPerCall = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Calls;
            best = round == 0 ? best : Math.Min(best, microseconds);
        }

        return best;
    }

    private static double Time(Action work)
    {
        var begin = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static long PrivateKilobytes() => File.ReadLines("/proc/self/smaps_rollup")
        .Where(line => line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .Single();

    private static void Print(string what, double seconds) =>
        Print(what, seconds < 1 ? seconds * 1000 : seconds, seconds < 1 ? "ms" : "s");

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-62} {value,9:0.###} {unit}"));

    private sealed class FirstReading : IReadingSink
    {
        private readonly Lock _lock = new();
        private string? _plugin;
        private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WaitAsync(string plugin)
        {
            lock (_lock)
            {
                (_plugin, _arrived) = (plugin, new(TaskCreationOptions.RunContinuationsAsynchronously));
                return _arrived.Task;
            }
        }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                if (readings.Span[0].Plugin == _plugin)
                {
                    _arrived.TrySetResult();
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
