using System.Text;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>How a plugin's files become modules, and how a file that cannot is told: with its name and line.</summary>
[Collection(GuestCollection.Name)]
public sealed class PluginLoadTests(GuestWorkshop workshop)
{
    private static readonly string Good = GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Text('ä'), '')]");

    [Theory]
    [InlineData("x = 1\nx = 'a\0b'\n", "SyntaxError: source code cannot contain null bytes (probe.py, line 2)")]
    [InlineData("x = 1\n  y = 2\n", "IndentationError: unexpected indent (probe.py, line 2)")]
    [InlineData("if True:\n\tx = 1\n        y = 2\n", "TabError: inconsistent use of tabs and spaces in indentation (probe.py, line 3)")]
    [InlineData("x = 'unclosed\n", "SyntaxError: unterminated string literal (detected at line 1) (probe.py, line 1)")]
    [InlineData("# coding: klingon\n", "SyntaxError: unknown encoding: klingon (probe.py, line 1)")]
    [InlineData("from wit_world import exports\nimport numpy\n", "ModuleNotFoundError: No module named 'numpy' (probe.py, line 2)")]
    [InlineData("\n\nundefined\n", "NameError: name 'undefined' is not defined (probe.py, line 3)")]
    [InlineData("class Sensor:\n    def __init__(self):\n        self.x = {}['k']\n    def poll(self): return []\n", "KeyError: 'k' (probe.py, line 3)")]
    [InlineData("class Sensor:\n    pass\n", "probe.py: the class Sensor has no method poll")]
    [InlineData("x = 1\n", "probe.py defines no class Sensor, Dashboard, Display or Actions: a plugin gives at least one of them, such as `class Sensor(exports.Sensor)`")]
    public async Task Load_Faulty_NamesFileAndLine(string source, string message)
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(GuestWorkshop.Define(source)));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public async Task Load_NotUtf8_NamesTheByteAndItsLine()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define([.. "x = 1\ny = '"u8, 0xE4, .. "'\n"u8])));

        Assert.StartsWith("SyntaxError: byte 0xe4 is not utf-8", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("(probe.py, line 2)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_EveryWayToWriteAFile_Works()
    {
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(Good),
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)],
            Encoding.UTF8.GetBytes(Good.Replace("\n", "\r\n", StringComparison.Ordinal)),
            Encoding.Latin1.GetBytes("# -*- coding: latin-1 -*-\n" + Good),
        ];
        foreach (var file in files)
        {
            Assert.Equal("ä", Assert.Single(await workshop.PollAsync(Define(file))).Value.Text);
        }
    }

    [Fact]
    public async Task Load_FaultInAnImportedModule_NamesThatModule()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(GuestWorkshop.Define(
            [("app.py", "import drivers.chip\n" + Good), ("drivers/chip.py", "x = 1\ny = 1 / 0\n")],
            "app.py")));

        Assert.Equal("ZeroDivisionError: division by zero (drivers/chip.py, line 2)", failure.Message);
        Assert.Contains("File \"app.py\", line 1", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ModuleNamedAsTheLibrarys_IsNotImportedAndToldSo()
    {
        var source = GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Text(json.dumps([1])), '')]", "import json");

        var measurements = await workshop.PollAsync(GuestWorkshop.Define([("app.py", source), ("json.py", "raise RuntimeError\n")], "app.py", id: "hider"));

        Assert.Equal("[1]", Assert.Single(measurements).Value.Text);
        Assert.Contains(workshop.Logs.GetSnapshot(), record =>
            record.Level == LogLevel.Warning && record.Message == "hider: json.py is not imported: the runtime has a module named json");
    }

    [Theory]
    [InlineData("random.py")]
    [InlineData("wit_world.py")]
    [InlineData("class.py")]
    [InlineData("bme-680.py")]
    public async Task Load_EntryOfAnyName_Runs(string entry) =>
        Assert.Single(await workshop.PollAsync(GuestWorkshop.Define([(entry, Good)], entry, id: "named")));

    [Fact]
    public async Task Load_TwoInstances_ShareNothing()
    {
        const string Imports = "import json\nseen = getattr(json, 'seen', 0) + 1\njson.seen = seen";
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Number(seen), '1')]", Imports));

        Assert.Equal(1, Assert.Single(await workshop.PollAsync(definition)).Value.Number);
        Assert.Equal(1, Assert.Single(await workshop.PollAsync(definition)).Value.Number);
    }

    private static PluginDefinition Define(byte[] source) =>
        GuestWorkshop.Define([new PluginFile("probe.py", source)], "probe.py", PluginSourceKind.Python);
}
