using System.Text;
using System.Text.RegularExpressions;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>The bundled plugins' own unit tests pass under plain CPython, where their authors run them, and inside the sandbox, where the plugins run.</summary>
[Collection(GuestCollection.Name)]
public sealed partial class PluginUnitTests(GuestWorkshop workshop)
{
    private const string Entry = "unittest_run.py";

    // Runs within poll, so that a test that asks the host finds one.
    private const string Runner =
        """
        import io
        import unittest

        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number, Value_Text

        MODULES = [$MODULES]


        class Sensor(exports.Sensor):
            def poll(self):
                report = io.StringIO()
                suite = unittest.defaultTestLoader.loadTestsFromNames(MODULES)
                result = unittest.TextTestRunner(report, verbosity=2).run(suite)
                counts = {
                    "run": result.testsRun, "failures": len(result.failures), "errors": len(result.errors), "skipped": len(result.skipped)}
                return [Measurement("unittest", name, Value_Number(count), "1") for name, count in counts.items()] + [
                    Measurement("unittest", "report", Value_Text(report.getvalue()), "")]
        """;

    /// <summary>Names of the folders of plugins/ that have unit tests.</summary>
    public static TheoryData<string> Plugins =>
        [.. Directory.EnumerateDirectories(RepositoryRoot.PathOf("plugins")).Where(folder => TestModules(folder).Length > 0).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Plugins))]
    public async Task Plugin_PlainPython_Passes(string plugin)
    {
        var python = await PythonInterpreter.RequireAsync();
        var folder = RepositoryRoot.PathOf($"plugins/{plugin}");

        var (exitCode, output) = await python.RunAsync(
            ["-m", "unittest", .. TestModules(folder)],
            folder,
            ("PYTHONPATH", RepositoryRoot.PathOf("plugins/testing")));

        Assert.True(exitCode == 0, output);
        Assert.True(Ran().Match(output) is { Success: true } ran && ran.Groups["count"].Value != "0", output);
        Assert.DoesNotContain("skipped", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public async Task Plugin_Sandbox_Passes(string plugin)
    {
        var folder = RepositoryRoot.PathOf($"plugins/{plugin}");
        var modules = string.Join(", ", TestModules(folder).Select(name => $"'{name}'"));
        (string, string)[] files =
        [
            .. Directory.EnumerateFiles(folder, "*.py", SearchOption.AllDirectories)
                .Where(path => !path.Contains("__pycache__", StringComparison.Ordinal))
                .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path, Encoding.UTF8))),
            (Entry, Runner.Replace("$MODULES", modules, StringComparison.Ordinal)),
        ];
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(30)) };

        var measurements = await workshop.PollAsync(GuestWorkshop.Define(files, Entry, id: plugin, limits: limits));

        var report = measurements.Single(measurement => measurement.Quantity == "report").Value.Text;
        Assert.True(Count(measurements, "run") > 0, report);
        Assert.True(Count(measurements, "failures") + Count(measurements, "errors") + Count(measurements, "skipped") == 0, report);
    }

    [Fact]
    public void Signals_OfThePluginsThatCarryACopy_AreTheSame() =>
        // A plugin is a folder of its own and imports nothing of its neighbours.
        Assert.Equal(File.ReadAllText(RepositoryRoot.PathOf("plugins/dht22/signals.py")), File.ReadAllText(RepositoryRoot.PathOf("plugins/pi-monitor/signals.py")));

    private static double Count(Measurement[] measurements, string quantity) => measurements.Single(measurement => measurement.Quantity == quantity).Value.Number;

    private static string[] TestModules(string folder) =>
        [.. Directory.EnumerateFiles(folder, "test_*.py").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"Ran (?<count>\d+) tests?", RegexOptions.CultureInvariant)]
    private static partial Regex Ran();
}
