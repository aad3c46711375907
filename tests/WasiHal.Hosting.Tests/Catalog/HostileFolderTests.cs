using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Policy;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>
/// A plugin folder full of files that are no plugins, through the real catalog, the real host and the real interpreter,
/// with one good plugin among them.
/// </summary>
[Collection(GuestCollection.Name)]
public sealed class HostileFolderTests(GuestWorkshop workshop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The file, and how the one line begins that says what is wrong with it. Each is what one plugin may be.
    private static readonly (string Name, byte[] Content, string Problem)[] Files =
    [
        ("empty", [], "empty.py is empty, or is no regular file"),
        ("prose", Text("This is a letter to my bank.\n"), "SyntaxError: "),
        ("binary", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0xFF, 0xFE], "SyntaxError: "),
        ("utf16", Encoding.Unicode.GetBytes("x = 1\n"), "SyntaxError: "),
        ("latin", [(byte)'x', (byte)'=', (byte)'"', 0xE4, (byte)'"'], "SyntaxError: "),
        ("nul", Text("x = 1\0\n"), "SyntaxError: "),
        ("large", new byte[10 << 20], "large.py has 10485760 bytes; 1048576 are accepted"),
        ("parentheses", Text(new string('(', 1_000_000)), "MemoryError: Parser stack overflowed"),
        ("minus", Text("x = " + new string('-', 900_000) + "1\n"), ""),
        ("dots", Text("x = a" + string.Concat(Enumerable.Repeat(".a", 450_000)) + "\n"), ""),
        ("sums", Text("x = 1" + string.Concat(Enumerable.Repeat("+1", 450_000)) + "+y\n"), ""),
        ("lambdas", Text("x = " + string.Concat(Enumerable.Repeat("lambda:", 100_000)) + "1\n"), ""),
        ("chain", Text(string.Concat(Enumerable.Repeat("x if y else ", 80_000)) + "z\n"), ""),
        ("indents", Text(string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "if 1:\n"))), "IndentationError: "),
        ("digits", Text("x = " + new string('9', 900_000) + "\n"), ""),
        ("nothing", Text("x = 1\n"), ""),
        ("no-toml", Metadata("][ this is no = = toml"), "no-toml.py:2: "),
        ("twice", [.. Metadata("[tool.wasihal]"), .. Text("\n"), .. Metadata("[tool.wasihal]")], "twice.py:5: a second '# /// script' block"),
        ("not-utf8", [.. Text("# /// script\n# x = '"), 0xFF, .. Text("'\n# ///\n")], "not-utf8.py:1: the metadata is not UTF-8"),
        ("entries", Metadata($"[tool.wasihal]\n# gpio = [{string.Join(",", Enumerable.Repeat("1", 4000))}]"), "entries.py:3: gpio: the file asks for more than 256 things"),
        ("long", Metadata(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i} = 1\n# "))), "long.py:1: the metadata has more than 16384 bytes"),
        ("megabyte", Metadata($"[tool.wasihal.settings]\n# a = \"{new string('a', 900_000)}\""), "megabyte.py:1: the metadata has more than 16384 bytes"),
        ("interval", Metadata("[tool.wasihal]\n# poll-interval = \"99999999999999999999d\""), "interval.py:3: poll-interval: "),
        ("never", Metadata("[tool.wasihal]\n# poll-interval = inf"), "never.py:3: poll-interval: "),
        ("number", Metadata("[tool.wasihal]\n# leds = [99999999999999999999999999]"), "number.py:3: "),
        ("nan", Metadata("[tool.wasihal]\n# leds = [nan]"), "nan.py:3: leds: "),
        ("date", Metadata("[tool.wasihal]\n# i2c = [1979-05-27]"), "date.py:3: i2c: "),
        ("nested", Metadata("a = " + new string('[', 1000)), "nested.py:2: tables and lists are nested deeper than 16"),
        ("tables", Metadata("[a" + string.Concat(Enumerable.Repeat(".a", 4000)) + "]"), "tables.py:2: tables and lists are nested deeper than 16"),
        ("look-alike", Metadata("[tool.wasihal]\n# \u04562c = [\"1:0x3c\"]"), "look-alike.py:3: Unexpected token `\u0456`"),
        ("turned", Metadata("[tool.wasihal]\n# \"\u202ei2c\" = []"), "turned.py:3: unknown key '\\u202ei2c'"),
        ("python", Metadata("requires-python = \"===\u001b[2J\""), "python.py:2: "),
        ("python2", Metadata("requires-python = \"" + new string('9', 5000) + "\""), "python2.py:2: requires-python has 5000 characters"),
        ("packages", Metadata("dependencies = [\"numpy\"]"), "packages.py:2: dependencies: 'numpy'"),
        ("grows", Metadata("[tool.wasihal]\n# i2c = [\"" + string.Concat(Enumerable.Repeat("{a}", 2000)) + "\"]\n# [tool.wasihal.settings]\n# a = \"" + new string('a', 4096) + "\""), "grows.py: [tool.wasihal] i2c: "),
        ("core", Text("\0asm"), ""),
    ];

    private readonly CatalogFixture _folder = new();
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public async Task EachIsToldOnceByItsName_AndTheGoodPluginKeepsItsSchedule()
    {
        foreach (var (name, content, _) in Files)
        {
            _folder.Folder.Write($"plugins/{name}.py", content);
        }

        _folder.Folder.Write("plugins/good.py", GuestWorkshop.Sensor("return [Measurement('s', 'value', Value_Number(1), '1')]"));
        using var loggers = new LoggerFactory([new FakeLoggerProvider(_logs)]);
        var time = new FakeTimeProvider();
        var sink = new CountingSink();
        await using var catalog = new PluginCatalog(
            new RecordingBoard(), _folder.Folders, _folder.Plugins, _folder.Polling, _folder.Wired, Options.Create(new DataOptions { Directory = _folder.Folder.Sub("data") }), TimeProvider.System, loggers);
        using var host = new PluginHost(
            catalog, workshop.Factory, new ReadingFanOut([sink], loggers.CreateLogger<ReadingFanOut>()), Options.Create(new NodeOptions { NodeId = "test" }), time, loggers.CreateLogger<PluginHost>());
        await catalog.StartAsync(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);

        // Many polls of the good one, while the others load, fail, are tried again and parked.
        for (var poll = 1; poll <= 40 || host.Plugins.Any(plugin => plugin.Id != "good" && plugin.State is not (PluginState.Parked or PluginState.Running)); poll++)
        {
            await UntilAsync(() => sink.Count >= poll, () => $"poll {poll} of the good plugin");
            await UntilAsync(() => host.Plugins.All(plugin => plugin.State != PluginState.Loading), () => "loads: " + string.Join(", ", host.Plugins.Where(plugin => plugin.State == PluginState.Loading).Select(plugin => plugin.Id)));
            time.Advance(TimeSpan.FromSeconds(5));
        }

        var statuses = host.Plugins.ToDictionary(plugin => plugin.Id);
        await host.StopAsync(CancellationToken.None);

        Assert.Equal(Files.Length + 1, statuses.Count);
        Assert.Equal(0, statuses["good"].Failures);
        foreach (var (name, _, problem) in Files)
        {
            var status = statuses[name];
            if (status.State == PluginState.Running)
            {
                Assert.Equal("", problem);
                continue;
            }

            Assert.StartsWith(problem, status.LastError!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(status.LastError.Message, char.IsControl);
            Assert.True(status.LastError.Message.Length <= 501, status.LastError.Message);
            Assert.Single(_logs.GetSnapshot(), log => log.Id.Id == 2011 && log.Message.Contains($"Plugin {name} does not load: ", StringComparison.Ordinal));
            TestContext.Current.SendDiagnosticMessage($"{name}: {status.LastError.Message}");
        }

        // What is wrong in a file is told when it does not load, and once more when it is given up; nothing else is said of it.
        Assert.DoesNotContain(_logs.GetSnapshot(), log => log.Id.Id is not (2010 or 2011 or 2016) && log.Level >= LogLevel.Warning);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Metadata(string toml) => Text($"# /// script\n# {toml}\n# ///\n");

    private static Task UntilAsync(Func<bool> condition, Func<string> what) => Until.TrueAsync(condition, what, Patience);

    private sealed class CountingSink : IReadingSink
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _count, readings.Length);
            return ValueTask.CompletedTask;
        }
    }
}
