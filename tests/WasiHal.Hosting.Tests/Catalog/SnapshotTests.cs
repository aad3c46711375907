namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>What becomes of a source and the operator's word about it, and when.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Oled =
        """
        # /// script
        # [tool.wasihal]
        # poll-interval = "7s"
        # i2c = ["1:{address}"]
        # leds = ["{led}"]
        # [tool.wasihal.settings]
        # address = 0x3c
        # led = 2
        # ///
        """;

    private readonly CatalogFixture _catalog = new();

    private TemporaryFolder Folder => _catalog.Folder;

    [Fact]
    public void BadVersion_IsAProblemAndTheGoodOneIsTheSameAgain()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Settle();
        var before = _catalog.Definition("oled");

        Folder.Write("plugins/oled/app.py", Oled.Replace("i2c", "i3c", StringComparison.Ordinal));
        _catalog.Settle();
        Assert.Null(_catalog.Entry("oled").Definition);
        Assert.StartsWith("oled/app.py:4: unknown key 'i3c'", _catalog.Entry("oled").Problem, StringComparison.Ordinal);

        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Settle();
        Assert.Same(before, _catalog.Definition("oled"));
    }

    [Fact]
    public void Settings_OfTheOperator_GoOverThePluginsAndIntoItsAsks()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["OLED"] = new() { Led = 4, Settings = { ["Address"] = "0x3d", ["extra-one"] = "x" } } });

        _catalog.Settle();

        var definition = _catalog.Definition("oled");
        Assert.Equal("0x3d", definition.Settings["address"]);
        Assert.Equal("4", definition.Settings["led"]);
        Assert.Equal("x", definition.Settings["extra_one"]);
        Assert.Equal(["i2c 1:0x3d", "leds 4"], definition.Policy.Asked.Texts);
        Assert.Empty(definition.Policy.Rights.Texts);
    }

    [Fact]
    public void Rights_AreWhatIsAskedAndGranted()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["oled"] = new() { Permissions = { I2c = { "1:0x3c" }, Gpio = { "button" } } } });

        _catalog.Settle();

        Assert.Equal(["i2c 1:0x3c"], _catalog.Definition("oled").Policy.Rights.Texts);
    }

    [Fact]
    public void Interval_IsTheOperatorsElseTheFilesElseTheNodes()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        Folder.Write("plugins/plain.py", "x = 1\n");
        _catalog.Polling.Set(new() { IntervalSeconds = 30 });
        _catalog.Settle();
        Assert.Equal(TimeSpan.FromSeconds(7), _catalog.Definition("oled").PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), _catalog.Definition("plain").PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(90), _catalog.Definition("plain").ExpectedEvery);

        _catalog.Plugins.Set(new() { ["oled"] = new() { PollInterval = new(TimeSpan.FromSeconds(1)), ExpectedEvery = new(TimeSpan.FromMinutes(1)) } });
        _catalog.Settle();

        Assert.Equal(TimeSpan.FromSeconds(1), _catalog.Definition("oled").PollInterval);
        Assert.Equal(TimeSpan.FromMinutes(1), _catalog.Definition("oled").ExpectedEvery);
    }

    [Fact]
    public void Readings_OfAFileThatGivesNone_AreExpectedOnlyWhenTheOperatorSaysSo()
    {
        Folder.Write("plugins/blinker.py", "# /// script\n# [tool.wasihal]\n# readings = false\n# ///\n");
        Folder.Write("plugins/plain.py", "x = 1\n");
        _catalog.Settle();
        Assert.False(_catalog.Definition("blinker").GivesReadings);
        Assert.True(_catalog.Definition("plain").GivesReadings);

        _catalog.Plugins.Set(new() { ["blinker"] = new() { ExpectedEvery = new(TimeSpan.FromMinutes(1)) } });
        _catalog.Settle();

        Assert.True(_catalog.Definition("blinker").GivesReadings);
    }

    public static TheoryData<PluginOptions> Changes => new(
        new PluginOptions { PollInterval = new(TimeSpan.FromSeconds(9)) },
        new PluginOptions { ExpectedEvery = new(TimeSpan.FromSeconds(9)) },
        new PluginOptions { Permissions = { Gpio = { "3" } } },
        new PluginOptions { Limits = new() { HostCalls = 7 } },
        new PluginOptions { Settings = { ["a"] = "b" } });

    [Theory]
    [MemberData(nameof(Changes))]
    public void Fingerprint_ChangesWithTheOperatorsWordAndTheVersionDoesNot(PluginOptions options)
    {
        Folder.Write("plugins/oled/app.py", Oled);
        Folder.Write("plugins/other.py", "x = 1\n");
        _catalog.Settle();
        var (before, other) = (_catalog.Definition("oled"), _catalog.Definition("other"));

        _catalog.Plugins.Set(new() { ["oled"] = options });
        Assert.True(_catalog.Look());

        Assert.NotEqual(before.Fingerprint, _catalog.Definition("oled").Fingerprint);
        Assert.Equal(before.Version, _catalog.Definition("oled").Version);
        Assert.Same(other, _catalog.Definition("other"));
    }

    [Fact]
    public void Configuration_ReloadedWithoutChange_IsNoNews()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["address"] = "0x3d" } } });
        _catalog.Settle();

        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["address"] = "0x3d" } } });

        Assert.False(_catalog.Look());
    }

    [Fact]
    public void Disabled_HasNeitherDefinitionNorProblem()
    {
        Folder.Write("plugins/pi_monitor.py", "# /// script\n# nonsense\n# ///\n");
        _catalog.Plugins.Set(new() { ["pi-monitor"] = new() { Enabled = false } });

        _catalog.Settle();

        Assert.Equal(new(Id: "pi-monitor", Enabled: false, Definition: null, Problem: null), _catalog.Entry("pi-monitor"));
    }

    [Fact]
    public void Operator_WrongValues_AreThisPluginsProblemOnly()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        Folder.Write("plugins/good.py", "x = 1\n");
        _catalog.Plugins.Set(new()
        {
            ["oled"] = new() { PollInterval = new(TimeSpan.FromMilliseconds(1)), Limits = new() { MemoryBytes = 5 }, Permissions = { I2c = { "1:0xEC" } } },
        });

        _catalog.Settle();

        var lines = _catalog.Entry("oled").Problem!.Split('\n');
        Assert.Equal("plugins.oled.poll_interval = 1ms is not 100ms to 1d", lines[0]);
        Assert.Equal("plugins.oled.limits.memory_bytes = 5 is not 16777216 to 1073741824", lines[1]);
        Assert.StartsWith("plugins.oled.permissions.i2c: \"1:0xEC\"", lines[2], StringComparison.Ordinal);
        Assert.NotNull(_catalog.Definition("good"));
    }

    [Fact]
    public void Operator_TwoSpellingsOfOneName_AreAProblem()
    {
        Folder.Write("plugins/pi_monitor.py", "x = 1\n");
        _catalog.Plugins.Set(new() { ["pi-monitor"] = new(), ["pi_monitor"] = new() });

        _catalog.Settle();

        Assert.StartsWith("plugins.pi-monitor and plugins.pi_monitor are one plugin", _catalog.Entry("pi-monitor").Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:{adress}", "names the setting 'adress'")]
    [InlineData("1:{address", "do not pair")]
    [InlineData("1:address}", "do not pair")]
    [InlineData("1:{{address}}", "do not pair")]
    [InlineData("1:{}", "names the setting ''")]
    public void Braces_ThatNameNoSetting_AreAProblem(string ask, string expected)
    {
        Folder.Write("plugins/oled/app.py", Oled.Replace("1:{address}", ask, StringComparison.Ordinal));

        _catalog.Settle();

        Assert.StartsWith("oled/app.py: [tool.wasihal] i2c: ", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
        Assert.Contains(expected, _catalog.Entry("oled").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Braces_WithAnEmptySetting_AskForNothing()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["led"] = "" } } });

        _catalog.Settle();

        Assert.DoesNotContain(_catalog.Definition("oled").Policy.Asked.Texts, ask => ask.StartsWith("leds", StringComparison.Ordinal));
    }

    [Fact]
    public void Braces_WithAValueThatDoesNotFit_AreAProblem()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["address"] = "0xEC" } } });

        _catalog.Settle();

        Assert.Contains("whose 7-bit form is \"1:0x76\"", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingGrants_AreLoggedOnceWithTheLinesToPaste()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Settle();
        _catalog.Plugins.Set(new() { ["oled"] = new() { Limits = new() { HostCalls = 7 } } });
        _catalog.Settle();

        var log = Assert.Single(_catalog.Logs, log => log.Id.Id == 2101);

        Assert.Equal("oled asks for what it is not granted: i2c 1:0x3c, leds 2. To grant it all:\n[plugins.oled.permissions]\ni2c = [\"1:0x3c\"]\nleds = [2]", log.Message);
    }

    [Fact]
    public void Problem_IsLeftToTheRunnerToTell()
    {
        Folder.Write("plugins/a.py", "# /// script\n# nonsense\n# ///\n");
        Folder.Write("more/b.py", "x = 1\n");
        _catalog.Settle();

        Assert.StartsWith("a.py:2: ", _catalog.Entry("a").Problem, StringComparison.Ordinal);
        Assert.Empty(_catalog.Logs);
    }

    [Fact]
    public void Configuration_Invalid_KeepsTheOneBeforeAndFilesAreStillFollowed()
    {
        Folder.Write("plugins/oled/app.py", Oled);
        _catalog.Plugins.Set(new() { ["oled"] = new() { Settings = { ["address"] = "0x3d" } } });
        _catalog.Settle();

        _catalog.Plugins.Fault = "plugins.oled.led = -1 is not 0 to 4095";
        Folder.Write("plugins/other.py", "x = 1\n");
        _catalog.Settle();

        Assert.NotNull(_catalog.Definition("other"));
        Assert.Equal("0x3d", _catalog.Definition("oled").Settings["address"]);
        Assert.Contains("-1 is not 0 to 4095", Assert.Single(_catalog.Logs, log => log.Id.Id == 2110).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _catalog.Dispose();
}
