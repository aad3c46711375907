using System.Text;
using System.Text.RegularExpressions;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>Every complete plugin that the documentation shows is one: its metadata is understood, it loads, and it does its work.</summary>
[Collection(GuestCollection.Name)]
public sealed partial class DocumentationTests : IDisposable
{
    private const string Page = "docs/writing-a-plugin.md";

    private static readonly I2cAddress Thermometer = new(0x48);

    private readonly GuestWorkshop _workshop;

    public DocumentationTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        workshop.Board.GetI2cBus(1).Attach(Thermometer, new FakeI2cRegisters { [0] = 0x15, [1] = 0x80 });
    }

    /// <summary>Page and line number of the complete blocks.</summary>
    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var page in Pages())
            {
                foreach (var (line, _) in Blocks(page))
                {
                    places.Add(page, line);
                }
            }

            return places;
        }
    }

    [Fact]
    public void Page_HasPluginsOfEveryKind() => Assert.True(Blocks(Page).Count() >= 8, $"{Page} has {Blocks(Page).Count()} complete plugins");

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Block_LoadedAndCalled_Works(string page, int line)
    {
        var (_, source) = Blocks(page).Single(block => block.Line == line);
        var definition = Define(source);
        if (!source.Contains("\nclass ", StringComparison.Ordinal))
        {
            // A page about metadata shows nothing else of the plugin.
            return;
        }

        var instance = await _workshop.StartAsync(definition);
        await using (instance)
        {
            foreach (var kind in instance.Kinds)
            {
                await CallAsync(instance, kind);
            }

            Assert.NotEmpty(instance.Kinds);
        }
    }

    [Fact]
    public async Task UnitTest_PlainPython_Passes()
    {
        var python = await PythonInterpreter.RequireAsync();
        var folder = Directory.CreateTempSubdirectory("wasihal-doc-");
        try
        {
            foreach (var (name, source) in Beside())
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), source, TestContext.Current.CancellationToken);
            }

            var app = Blocks(Page).Single(block => block.Text.Contains("lm75", StringComparison.Ordinal)).Text;
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "app.py"), app, TestContext.Current.CancellationToken);

            var (exitCode, output) = await python.RunAsync(["-m", "unittest"], folder.FullName, ("PYTHONPATH", RepositoryRoot.PathOf("plugins/testing")));

            Assert.True(exitCode == 0 && output.Contains("Ran 1 test", StringComparison.Ordinal), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _workshop.Board.GetI2cBus(1).Detach(Thermometer);

    // As the catalog does it: the metadata's defaults, and everything granted that is asked for.
    private PluginDefinition Define(string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        var text = InlineMetadata.Find(bytes, "doc.py");
        var metadata = text is null ? PluginMetadata.Empty : MetadataParser.Parse(text, "doc.py");
        var settings = metadata.Settings.ToDictionary(pair => pair.Key, pair => pair.Value);
        var faults = new List<string>();
        var asks = SettingsMerge.Resolve(metadata.Asks, System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(settings), "doc.py", faults);
        var rights = PermissionSet.Parse(asks, "doc.py: ", _workshop.Board.Gpio, faults);
        Assert.Empty(faults);
        return GuestWorkshop.Define([("doc.py", source), .. Beside()], "doc.py", id: "doc", rights: rights, settings: settings);
    }

    private static async Task CallAsync(PluginInstance instance, PluginKind kind)
    {
        switch (kind)
        {
            case PluginKind.Sensor:
                for (var i = 0; i < 2; i++)
                {
                    var report = await instance.PollAsync();
                    Assert.True(report.Failure is null, $"{report.Failure?.Message}\n{report.Failure?.Detail}");
                    Assert.NotEmpty(instance.Measurements.Items.ToArray());
                }

                break;
            case PluginKind.Dashboard:
                Assert.NotEmpty(await instance.CallAsync(guest => guest.Render(Snapshot()), () => { }));
                break;
            case PluginKind.Display:
                await instance.CallAsync(
                    guest =>
                    {
                        guest.Update(Snapshot());
                        return true;
                    },
                    () => { });
                break;
            default:
                var actions = await instance.CallAsync(guest => guest.ListActions(), () => { });
                Assert.NotEmpty(actions);
                foreach (var action in actions)
                {
                    Assert.NotEmpty(await instance.CallAsync(guest => guest.Invoke(action.Name, "{}"), () => { }));
                }

                break;
        }
    }

    private static string Snapshot() => Fence("json", "docs/snapshot.md").First().Text;

    // The modules that the page shows: blocks whose first line is a comment with a file's name.
    private static IEnumerable<(string, string)> Beside() =>
        from block in Fence("python", Page)
        let name = FileName().Match(block.Text)
        where name.Success
        select (name.Groups["name"].Value, block.Text);

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(RepositoryRoot.Path, "*.md")
            .Concat(Directory.EnumerateFiles(RepositoryRoot.PathOf("docs"), "*.md"))
            .Concat(Directory.EnumerateDirectories(RepositoryRoot.PathOf("src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(int Line, string Text)> Blocks(string page) =>
        Fence("python", page).Where(block => block.Text.StartsWith("# /// script\n", StringComparison.Ordinal) || block.Text.StartsWith("from wit_world", StringComparison.Ordinal));

    private static IEnumerable<(int Line, string Text)> Fence(string language, string page)
    {
        StringBuilder? block = null;
        var (number, first) = (0, 0);
        foreach (var line in File.ReadLines(RepositoryRoot.PathOf(page)))
        {
            number++;
            if (block is null && line == "```" + language)
            {
                (block, first) = (new StringBuilder(), number + 1);
            }
            else if (block is not null && line == "```")
            {
                yield return (first, block.ToString());
                block = null;
            }
            else
            {
                block?.Append(line).Append('\n');
            }
        }
    }

    [GeneratedRegex(@"\A# (?<name>[a-z0-9_/]+\.py)\n", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
