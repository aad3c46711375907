using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>A plugin that asks for more than when it was last seen is named with the difference, whatever happened in between.</summary>
public sealed class AsksForMoreTests : IDisposable
{
    private const string Before =
        """
        # /// script
        # [tool.wasihal]
        # i2c = ["1:{address}"]
        # leds = ["0-3"]
        # [tool.wasihal.settings]
        # address = 0x3c
        # ///
        """;

    private const string Difference = "The new version of oled asks for more than the one before: i2c 1:0x40, leds 4-5, buzzer";

    private static readonly string After = Before
        .Replace("i2c = [", "buzzer = true\n# i2c = [\"1:0x40\", ", StringComparison.Ordinal)
        .Replace("0-3", "2-5", StringComparison.Ordinal);

    private readonly CatalogFixture _catalog = new();

    public AsksForMoreTests()
    {
        Folder.Write("plugins/oled/app.py", Before);
        _catalog.Settle();
    }

    private TemporaryFolder Folder => _catalog.Folder;

    private IEnumerable<string> Told => _catalog.Logs.Where(log => log.Id.Id is 2102 or 2111).Select(log => log.Message);

    private string Record => Folder.Sub("data", SeenAsks.FileName);

    [Fact]
    public void FirstVersion_IsNoNews() => Assert.Empty(Told);

    [Fact]
    public void Rewritten() => Expect(() => Folder.Write("plugins/oled/app.py", After));

    [Fact]
    public void SwappedByRename() => Expect(() => File.Move(Folder.Write("outside/app.py", After), Folder.Sub("plugins/oled/app.py"), overwrite: true));

    [Fact]
    public void DeletedAndMadeAnew_BetweenTwoLooks() => Expect(() =>
    {
        File.Delete(Folder.Sub("plugins/oled/app.py"));
        _catalog.Look();
        Folder.Write("plugins/oled/app.py", After);
    });

    [Fact]
    public void GoneForAWhile() => Expect(() =>
    {
        Directory.Delete(Folder.Sub("plugins/oled"), recursive: true);
        _catalog.Settle();
        Assert.Empty(_catalog.Current.Entries);
        Folder.Write("plugins/oled/app.py", After);
    });

    [Fact]
    public void FolderThatBecomesAFile() => Expect(() =>
    {
        Directory.Delete(Folder.Sub("plugins/oled"), recursive: true);
        Folder.Write("plugins/oled.py", After);
    });

    [Fact]
    public void BrokenInBetween() => Expect(() =>
    {
        Folder.Write("plugins/oled/app.py", Before.Replace("leds", "lets", StringComparison.Ordinal));
        _catalog.Settle();
        Assert.NotNull(_catalog.Entry("oled").Problem);
        Folder.Write("plugins/oled/app.py", After);
    });

    [Fact]
    public void SwitchedOffInBetween() => Expect(() =>
    {
        _catalog.Plugins.Set(new() { ["oled"] = new() { Enabled = false } });
        Folder.Write("plugins/oled/app.py", After);
        _catalog.Settle();
        _catalog.Plugins.Set([]);
    });

    [Fact]
    public void HostStoppedInBetween()
    {
        Folder.Write("plugins/oled/app.py", After);

        _catalog.Restart();

        Assert.Equal(Difference, Assert.Single(Told));
    }

    [Fact]
    public void PluginThatAskedForNothing_HostStoppedInBetween()
    {
        Folder.Write("plugins/plain.py", "x = 1\n");
        _catalog.Settle();
        Folder.Write("plugins/plain.py", "# /// script\n# [tool.wasihal]\n# relays = [\"fan\"]\n# actions = [\"calibrate\"]\n# ///\n");

        _catalog.Restart();

        Assert.Equal("The new version of plain asks for more than the one before: relays fan, action calibrate", Assert.Single(Told));
    }

    [Fact]
    public void HostRestartedWithoutChange_IsNoNews()
    {
        _catalog.Restart();
        _catalog.Restart();

        Assert.Empty(Told);
    }

    [Fact]
    public void LessAndThenAsBefore_IsToldAgain()
    {
        Folder.Write("plugins/oled/app.py", Before.Replace("0-3", "0-1", StringComparison.Ordinal));
        _catalog.Settle();
        Assert.Empty(Told);

        Folder.Write("plugins/oled/app.py", Before);
        _catalog.Settle();

        Assert.Equal("The new version of oled asks for more than the one before: leds 2-3", Assert.Single(Told));
    }

    [Fact]
    public void SettingThatMovesAnAsk_IsNamedWithTheGrantThatItNeeds()
    {
        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["address"] = "0x3d" }, Permissions = { I2c = { "1:0x3c" }, Leds = { "0-3" } } } });
        _catalog.Settle();

        Assert.Equal("With its new settings oled asks for more than before: i2c 1:0x3d", Assert.Single(Told));
        Assert.Equal(
            "oled asks for what it is not granted: i2c 1:0x3d. To grant it all:\n[plugins.oled.permissions]\ni2c = [\"1:0x3c\", \"1:0x3d\"]\nleds = [\"0-3\"]",
            _catalog.Logs.Last(log => log.Id.Id == 2101).Message);
    }

    [Fact]
    public void ManyNewAsks_AreNamedInOneShortLine()
    {
        Folder.Write("plugins/oled/app.py", $"# /// script\n# [tool.wasihal]\n# gpio = [{string.Join(", ", Enumerable.Range(0, 200))}]\n# ///\n");
        _catalog.Settle();

        Assert.EndsWith(", gpio 28, gpio 29 and 170 more", Assert.Single(Told), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_IsPrivateAndForgetsNobody()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Record));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.Sub("data")));
        Assert.Contains("[oled]\nversion = ", File.ReadAllText(Record), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_NotChanged_IsNotWritten()
    {
        File.Delete(Record);

        _catalog.Plugins.Set(new() { ["oled"] = new() { Limits = new() { HostCalls = 7 } } });
        _catalog.Settle();

        Assert.False(File.Exists(Record));
    }

    [Theory]
    [InlineData("[oled]\nversion = ")]
    [InlineData("oled = 1")]
    [InlineData("[oled]\nversion = 1")]
    [InlineData("[oled]\nversion = \"a\"\ni2c = [\"x\"]")]
    [InlineData("[oled]\nversion = \"a\"\nwings = [1]")]
    [InlineData("[oled]\nversion = \"a\"\ni2c = [[1]]")]
    [InlineData("[oled]\nversion = \"a\"\ni2c = 1979-05-27")]
    [InlineData("[\"../oled\"]\nversion = \"a\"")]
    [InlineData("\0\uFFFF")]
    public void Record_Damaged_IsToldAndBegunAnew(string content)
    {
        Folder.Write($"data/{SeenAsks.FileName}", content);

        _catalog.Restart();
        _catalog.Restart();

        Assert.StartsWith(Record, Assert.Single(_catalog.Logs, log => log.Id.Id == 2112).Message, StringComparison.Ordinal);
        Assert.NotNull(_catalog.Definition("oled"));
        Assert.Contains("[oled]\nversion = \"", File.ReadAllText(Record), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_TooLarge_IsNotRead()
    {
        File.AppendAllText(Record, new string('#', 1 << 20));

        _catalog.Restart();

        Assert.Contains("1048576 are accepted", Assert.Single(_catalog.Logs, log => log.Id.Id == 2112).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_CannotBeWritten_IsToldOnceAndDisturbsNothing()
    {
        Directory.Delete(Folder.Sub("data"), recursive: true);
        Folder.Write("data", "in the way");

        for (var i = 0; i < 3; i++)
        {
            Folder.Write("plugins/other.py", new string('#', i + 1));
            _catalog.Settle();
        }

        Assert.NotNull(_catalog.Definition("other"));
        Assert.Single(_catalog.Logs, log => log.Id.Id == 2113);
    }

    public void Dispose() => _catalog.Dispose();

    private void Expect(Action change)
    {
        change();
        _catalog.Settle();
        _catalog.Settle();

        Assert.Equal(Difference, Assert.Single(Told));
    }
}
