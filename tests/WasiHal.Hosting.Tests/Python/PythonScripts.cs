using System.Text;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>Runs the Python files beside this one in the sandbox: each is imported within a poll, so that its lines run there.</summary>
internal static class PythonScripts
{
    private static readonly PluginLimits Limits = new() { CallDeadline = new Duration(TimeSpan.FromSeconds(30)) };

    /// <summary>Names of the files of a folder, without their ending.</summary>
    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Python", folder), "*.py")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    /// <summary>Runs a file. A failed assertion fails the test with its traceback.</summary>
    public static async Task RunAsync(GuestWorkshop workshop, string folder, string name)
    {
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Python", folder, name + ".py"), Encoding.UTF8);
        var definition = GuestWorkshop.Define(
            [
                ("app.py", GuestWorkshop.Sensor($"import {folder}.{name}\nreturn [Measurement('{folder}', 'ran', Value_Flag(True), '')]")),
                ($"{folder}/{name}.py", script),
            ],
            "app.py",
            limits: Limits);
        try
        {
            Assert.True(Assert.Single(await workshop.PollAsync(definition)).Value.Flag);
        }
        catch (PluginFailedException failure)
        {
            Assert.Fail($"{failure.Message}\n{failure.Detail}");
        }
    }
}
