using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary><c>plugins/testing/wasihal_replay.py</c>, and what docs/recording.md tells of it.</summary>
public sealed class ReplayModuleTests
{
    private const string Driver =
        """
        class Bme280:
            def __init__(self, transfer, sleep, address):
                self._transfer, self._address, self._known = transfer, address, False

            def read(self):
                if not self._known:
                    assert self._transfer(self._address, b"\xd0", 1) == b"\x60"
                    self._known = True
                data = self._transfer(self._address, b"\xf7", 8)
                if data[:3] == b"\x80\x00\x00":
                    raise ValueError("a fresh chip")
        """;

    [Fact]
    public async Task Module_PlainPython_PassesItsTests()
    {
        var python = await PythonInterpreter.RequireAsync();

        var (exitCode, output) = await RunAsync(python, Path.Combine(AppContext.BaseDirectory, "Python", "replay"));

        Assert.True(exitCode == 0 && output.Contains("Ran 9 tests", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task StoryOfTheDocument_PlainPython_GoesAsItIsTold()
    {
        var python = await PythonInterpreter.RequireAsync();
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.PathOf("docs/recording.md"), TestContext.Current.CancellationToken);
        var test = lines.SkipWhile(line => line.Trim() != "```python").Skip(1).TakeWhile(line => line.Trim() != "```").Select(line => line.Length > 3 ? line[3..] : "");
        var folder = Directory.CreateTempSubdirectory("wasihal-replay-");
        try
        {
            await WriteAsync("bme280.bus.jsonl", lines.Select(line => line.Trim()).Where(line => line.StartsWith("{\"", StringComparison.Ordinal)));
            await WriteAsync("test_bme280.py", test);
            await WriteAsync("bme280.py", [Driver]);

            var (exitCode, output) = await RunAsync(python, folder.FullName);

            Assert.True(exitCode == 0 && output.Contains("Ran 1 test", StringComparison.Ordinal), output);

            await WriteAsync("bme280.py", [Driver.Replace("b\"\\xf7\", 8", "b\"\\xf3\", 1", StringComparison.Ordinal)]);
            (exitCode, output) = await RunAsync(python, folder.FullName);

            Assert.True(exitCode != 0 && output.Contains("bme280.bus.jsonl: line 4: expected i2c-1 0x76 write f7 read 8, got write f3 read 1.", StringComparison.Ordinal), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task WriteAsync(string name, IEnumerable<string> text) =>
            File.WriteAllTextAsync(Path.Combine(folder.FullName, name), string.Join('\n', text) + "\n", TestContext.Current.CancellationToken);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(PythonInterpreter python, string folder) =>
        python.RunAsync(["-m", "unittest"], folder, ("PYTHONPATH", RepositoryRoot.PathOf("plugins/testing")));
}
