using System.Diagnostics;
using System.Globalization;
using WasiHal.Hosting;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Wasm.Components;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Benchmarks;

/// <summary>
/// What a foreign component can make the host allocate by lists and texts: the process's highest memory in one poll, each
/// case in a process of its own. <c>lists</c> runs all; <c>lists CASE MEBIBYTES</c> one. Linux only.
/// </summary>
internal static class Lists
{
    private const int Page = 64 << 10;
    private const int Mebibyte = 1 << 20;

    private static readonly (string Case, int Size)[] Cases =
    [
        ("nothing", 1),
        ("i2c", 1), ("i2c", 2), ("i2c", 3), ("i2c", 4), ("i2c", 8), ("i2c", 16),
        ("uart", 3), ("storage", 3), ("leds", 3),
        ("again", 2),
        ("log", 1), ("log", 16), ("log", 60),
        ("key", 60),
        ("render", 1), ("render", 16), ("render", 60),
        ("measurements", 10), ("measurements", 100), ("measurements", 150), ("measurements", 200), ("measurements", 300), ("measurements", 400), ("measurements", 500), ("measurements", 1000),
        ("actions", 100), ("actions", 250), ("actions", 500),
        ("random", 1), ("random", 16), ("random", 56),
        ("output", 1), ("output", 16), ("output", 56),
    ];

    public static void Run(string[] arguments)
    {
        if (arguments is [var name, var size])
        {
            RunOne(name, int.Parse(size, CultureInfo.InvariantCulture));
            return;
        }

        Console.WriteLine("case           MiB or thousands   highest MB   above idle   what became of the call");
        foreach (var (@case, number) in Cases)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
            var program = Environment.GetCommandLineArgs()[0];
            foreach (var argument in (string[])(program.EndsWith(".dll", StringComparison.Ordinal) && !Environment.ProcessPath!.EndsWith("WasiHal.Benchmarks", StringComparison.Ordinal) ? [program, "lists", @case, $"{number}"] : ["lists", @case, $"{number}"]))
            {
                start.ArgumentList.Add(argument);
            }

            using var child = Process.Start(start)!;
            var errors = child.StandardError.ReadToEndAsync();
            var output = child.StandardOutput.ReadToEnd().TrimEnd();
            child.WaitForExit();
            Console.WriteLine(child.ExitCode == 0 ? output : $"{@case,-14} {number,16}   process ended with {child.ExitCode}: {errors.Result.Split('\n')[0]} {output}");
        }
    }

    private static void RunOne(string name, int size)
    {
        var thread = new Thread(() => Measure(name, size), WasmEngine.ThreadStackBytes);
        thread.Start();
        thread.Join();
    }

    private static void Measure(string name, int size)
    {
        using var bench = new BenchPlugin(Directory.CreateTempSubdirectory("wasihal-lists-").FullName);
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        using var guest = bench.Create(BenchPlugin.Define("lists.wasm", Make(name, size), PluginSourceKind.Component, limits));
        var buffer = new MeasurementBuffer(limits, "plugins.lists.limits");
        var before = HighestKilobytes();
        var outcome = "it was answered";
        try
        {
            switch (name)
            {
                case "render":
                    guest.Render("{}");
                    break;
                case "actions":
                    guest.ListActions();
                    break;
                default:
                    guest.Poll(buffer);
                    break;
            }
        }
        catch (Exception fault) when (fault is PluginFailedException or GuestLostException or OutOfMemoryException)
        {
            outcome = $"{fault.GetType().Name}: {fault.Message}";
        }

        var after = HighestKilobytes();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {size,16}   {after / 1000.0,10:0}   {(after - before) / 1000.0,10:0}   {outcome}"));
    }

    private static byte[] Make(string name, int size)
    {
        var bytes = size * Mebibyte;
        var component = new HostileComponent { Pages = name is "measurements" or "actions" ? (size * 40_000 / Page) + 3 : (bytes / Page) + 4, Core = HostileComponent.At(HostileComponent.Data, "well") };
        const string Nothing = "(i32.store (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 0)) (i32.store (i32.const 24) (i32.const 0)) (i32.const 16)";
        return name switch
        {
            "nothing" => component.Sensor(Nothing),
            "i2c" => component.Import("i2c", "transfer").Sensor($"(call $i2c-transfer (i32.const 1) (i32.const 8) (i32.const 64) (i32.const {bytes}) (i32.const 0) (i32.const 0)) {Nothing}"),
            "uart" => component.Import("uart", "write").Sensor($"(call $uart-write (i32.const {HostileComponent.Data}) (i32.const 4) (i32.const 64) (i32.const {bytes}) (i32.const 0)) {Nothing}"),
            "storage" => component.Import("storage", "put").Sensor($"(call $storage-put (i32.const {HostileComponent.Data}) (i32.const 4) (i32.const 64) (i32.const {bytes}) (i32.const 0)) {Nothing}"),
            "leds" => component.Import("leds", "set-range").Sensor($"(call $leds-set-range (i32.const 0) (i32.const 64) (i32.const {bytes / 4}) (i32.const 0)) {Nothing}"),
            "again" => component.Import("i2c", "transfer").Sensor(
                $"(local $i i32) (loop (call $i2c-transfer (i32.const 1) (i32.const 8) (i32.const 64) (i32.const {bytes}) (i32.const 0) (i32.const 0)) (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20)))) {Nothing}"),
            "log" => component.Import("log", "write").Sensor($"(call $log-write (i32.const 2) (i32.const 64) (i32.const {bytes})) {Nothing}"),
            "key" => component.Import("storage", "get").Sensor($"(call $storage-get (i32.const 64) (i32.const {bytes}) (i32.const 0)) {Nothing}"),
            "render" => component.Dashboard($"(i32.store (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 64)) (i32.store (i32.const 24) (i32.const {bytes})) (i32.const 16)"),
            "measurements" => component.Sensor(HostileComponent.Answer(size * 1000)),
            "actions" => component.Actions($"(i32.store (i32.const 16) (i32.const {HostileComponent.Data * 2})) (i32.store (i32.const 20) (i32.const {size * 1000})) (i32.const 16)"),
            "random" => WasiText.Random(component).Sensor($"(call $random (i64.const {bytes}) (i32.const 0)) {Nothing}"),
            "output" => WasiText.Output(component, "stdout").Sensor(
                $"(local $out i32) (local $i i32) (local.set $out (call $get)) (loop (call $write (local.get $out) (i32.const 4096) (i32.const 4096) (i32.const 32)) (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {bytes / 4096})))) {Nothing}"),
            _ => throw new ArgumentException($"no case {name}", nameof(name)),
        };
    }

    private static long HighestKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
