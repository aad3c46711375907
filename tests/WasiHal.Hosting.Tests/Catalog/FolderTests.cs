using System.Security.Cryptography;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>What in a folder is a plugin, and what is not.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly CatalogFixture _catalog = new();

    private TemporaryFolder Folder => _catalog.Folder;

    [Fact]
    public void File_IsAPluginOfItsName()
    {
        Folder.Write("plugins/Pi_Monitor.py", "x = 1\n");

        _catalog.Settle();

        var definition = _catalog.Definition("pi-monitor");
        Assert.Equal("Pi_Monitor.py", definition.Entry);
        Assert.Equal(PluginSourceKind.Python, definition.SourceKind);
        Assert.Equal("x = 1\n"u8, Assert.Single(definition.Files).Content.Span);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("x = 1\n"u8)), definition.Version);
        Assert.Equal(TimeSpan.FromSeconds(5), definition.PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(15), definition.ExpectedEvery);
    }

    [Fact]
    public void Folder_WithAppPy_IsAPluginOfAllItsModules()
    {
        Folder.Write("plugins/oled/app.py", "import ssd1306\n");
        Folder.Write("plugins/oled/ssd1306.py", "y = 2\n");
        Folder.Write("plugins/oled/fonts/__init__.py", "");
        Folder.Write("plugins/oled/fonts/_small.py", "z = 3\n");
        Folder.Write("plugins/oled/test_ssd1306.py", "never\n");
        Folder.Write("plugins/oled/fonts/test_small.py", "never\n");
        Folder.Write("plugins/oled/__pycache__/app.cpython-314.py", "never\n");
        Folder.Write("plugins/oled/.venv/lib/a.py", "never\n");
        Folder.Write("plugins/oled/README.md", "never\n");

        _catalog.Settle();

        Assert.Equal(["app.py", "fonts/__init__.py", "fonts/_small.py", "ssd1306.py"], _catalog.Definition("oled").Files.Select(file => file.Path));
        Assert.Equal("app.py", _catalog.Definition("oled").Entry);
    }

    [Fact]
    public void Component_HasItsTableBesideIt()
    {
        Folder.Write("plugins/counter.wasm", [0, 0x61, 0x73, 0x6D]);
        Folder.Write("plugins/counter.toml", "[tool.wasihal]\npoll-interval = \"2s\"\n");

        _catalog.Settle();

        Assert.Equal(PluginSourceKind.Component, _catalog.Definition("counter").SourceKind);
        Assert.Equal(TimeSpan.FromSeconds(2), _catalog.Definition("counter").PollInterval);
        Assert.Equal(["counter.wasm"], _catalog.Definition("counter").Files.Select(file => file.Path));
    }

    [Fact]
    public void File_WithTableBesideItAndWithin_IsRefused()
    {
        Folder.Write("plugins/a.py", "# /// script\n# [tool.wasihal]\n# ///\n");
        Folder.Write("plugins/a.toml", "[tool.wasihal]\n");
        Folder.Write("plugins/b.py", "x = 1\n");
        Folder.Write("plugins/b.toml", "[tool.wasihal]\npoll-interval = \"9s\"\n");

        _catalog.Settle();

        Assert.Equal("a.py has inline metadata and a.toml lies beside it: keep one of them", _catalog.Entry("a").Problem);
        Assert.Equal(TimeSpan.FromSeconds(9), _catalog.Definition("b").PollInterval);
    }

    [Theory]
    [InlineData(".hidden.py")]
    [InlineData("_private.py")]
    [InlineData("a.py~")]
    [InlineData("a.py.part")]
    [InlineData("a.py.tmp")]
    [InlineData(".a.py.swp")]
    [InlineData("test_a.py")]
    [InlineData("notes.txt")]
    [InlineData("only.toml")]
    [InlineData("__pycache__/app.py")]
    [InlineData("no-app/other.py")]
    [InlineData("_drafts/app.py")]
    [InlineData(".git/app.py")]
    [InlineData("old~/app.py")]
    [InlineData("4913")]
    [InlineData(".foo.swp")]
    [InlineData(".foo.py.swx")]
    [InlineData("foo.py~")]
    [InlineData("foo.py.~1~")]
    [InlineData("#foo.py#")]
    [InlineData("foo.py.bak")]
    [InlineData("foo.py___jb_tmp___")]
    [InlineData("foo.py___jb_old___")]
    [InlineData(".foo.py.kate-swp")]
    [InlineData("foo.py.aBcDeF")]
    [InlineData("foo.py.save")]
    [InlineData("foo.py.save.1")]
    [InlineData(".goutputstream-A1B2C3")]
    [InlineData("sedA1b2C3")]
    [InlineData(".foo.py.x7Zq1a")]
    [InlineData("foo.py.filepart")]
    [InlineData("foo.py.crswap")]
    [InlineData("foo.py.orig")]
    [InlineData("._foo.py")]
    [InlineData(".~lock.foo.py#")]
    [InlineData("foo.pyc")]
    [InlineData("foo.PY")]
    [InlineData("conftest.txt")]
    public void Name_ThatIsLeftAlone_IsNoPluginAndNoNews(string path)
    {
        Folder.Write("plugins/good.py", "x = 1\n");
        _catalog.Settle();
        Folder.Write($"plugins/{path}", "x = 1\n");

        Assert.False(_catalog.Look());
        Assert.False(_catalog.IsUnsettled);
        Assert.DoesNotContain(_catalog.Logs, log => log.Id.Id == 2107);
        Assert.Equal(["good"], _catalog.Current.Entries.Select(entry => entry.Id));
    }

    [Theory]
    [InlineData(".#app.py")]
    [InlineData("#app.py#")]
    [InlineData("app.py~")]
    [InlineData(".app.py.swp")]
    [InlineData("4913")]
    [InlineData("app.py___jb_tmp___")]
    [InlineData("__pycache__/app.cpython-314.pyc")]
    public void TemporaryFile_WithinAPlugin_SwapsNothing(string name)
    {
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        _catalog.Settle();

        Folder.Write($"plugins/oled/{name}", "x = 2\n");

        Assert.False(_catalog.Look() || _catalog.IsUnsettled);
    }

    [Fact]
    public void EmacsLock_WhichLeadsNowhere_IsNoNews()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have on Windows");
        Folder.Write("plugins/foo.py", "x = 1\n");
        _catalog.Settle();
        File.CreateSymbolicLink(Folder.Sub("plugins/.#foo.py"), "user@host.1234:1700000000");

        Assert.False(_catalog.Look() || _catalog.IsUnsettled);
        Assert.DoesNotContain(_catalog.Logs, log => log.Id.Id == 2107);
    }

    [Fact]
    public void TestFile_Changed_SwapsNothing()
    {
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        Folder.Write("plugins/oled/test_app.py", "x = 1\n");
        _catalog.Settle();

        Folder.Write("plugins/oled/test_app.py", "x = 2222\n");

        Assert.False(_catalog.Look() || _catalog.IsUnsettled);
    }

    [Theory]
    [InlineData("a b.py")]
    [InlineData("ä.py")]
    [InlineData("-.py")]
    [InlineData("a.b.py")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.py")]
    public void Name_ThatIsNoId_IsToldOnceWithThePath(string name)
    {
        var path = Folder.Write($"plugins/{name}", "x = 1\n");

        _catalog.Settle();
        _catalog.Settle();

        Assert.Empty(_catalog.Current.Entries);
        Assert.StartsWith(path, Assert.Single(_catalog.Logs, log => log.Id.Id == 2107).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSources_OfOneId_NeitherReplacesWhatRunsAndBothAreNamed()
    {
        var first = Folder.Write("plugins/pi_monitor.py", "x = 1\n");
        _catalog.Settle();
        var second = Folder.Write("more/pi-monitor/app.py", "x = 2\n");

        _catalog.Settle();

        Assert.Null(_catalog.Entry("pi-monitor").Definition);
        Assert.Contains(first, _catalog.Entry("pi-monitor").Problem, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(second)!, _catalog.Entry("pi-monitor").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSources_OneRemoved_IsTheSameDefinitionAsBefore()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();
        var before = _catalog.Definition("a");
        var twin = Folder.Write("more/a.py", "x = 2\n");
        _catalog.Settle();

        File.Delete(twin);
        _catalog.Settle();

        Assert.Same(before, _catalog.Definition("a"));
    }

    [Fact]
    public void Content_OfAnyKind_IsHandedOnAsItIs()
    {
        byte[] binary = [0, 255, 13, 10, 0xEF, 0xBB, 0xBF, (byte)'#'];
        Folder.Write("plugins/binary.py", binary);

        _catalog.Settle();

        Assert.Equal(binary, _catalog.Definition("binary").Files[0].Content.ToArray());
    }

    public void Dispose() => _catalog.Dispose();
}
