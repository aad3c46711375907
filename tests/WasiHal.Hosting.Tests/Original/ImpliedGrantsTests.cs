using WasiHal.Hosting.Tests.Catalog;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Original;

/// <summary>What plugins have when a file of the original grants nothing by name.</summary>
public sealed class ImpliedGrantsTests : IDisposable
{
    private readonly CatalogFixture _catalog = new();
    private readonly BoardOptions _board = new()
    {
        Sensors = { Dht22 = { GpioPin = 4 }, Bme680 = { I2cAddress = "0x77" } },
        Leds = { Count = 11, GpioPin = 18 },
        Buzzer = { GpioPin = 17 },
        Fan = { GpioPin = 27, ThresholdOn = 45.5, ThresholdOff = 30 },
    };

    public ImpliedGrantsTests()
    {
        foreach (var name in (string[])["dht22", "bme680", "pi-monitor", "heartbeat", "oled", "bme280"])
        {
            Copy(name);
        }

        _catalog.Wired.Set(_board);
    }

    [Fact]
    public void NoPermissions_BundledPlugins_HaveWhatTheKeysName()
    {
        _catalog.Settle();

        Assert.Equal(["climate 4", "leds 1", "buzzer"], Rights("dht22"));
        Assert.Equal(["i2c 1:0x77", "leds 2", "buzzer"], Rights("bme680"));
        Assert.Equal(["leds 3", "relays fan"], Rights("pi-monitor"));
        Assert.Equal(["leds 0"], Rights("heartbeat"));
        Assert.Empty(Rights("oled"));
        Assert.Empty(Rights("bme280"));
    }

    [Fact]
    public void NoPermissions_NothingNamed_NothingGranted()
    {
        _catalog.Wired.Set(new());

        _catalog.Settle();

        Assert.All(_catalog.Current.Entries, entry => Assert.Empty(Rights(entry.Id)));
        Assert.DoesNotContain(_catalog.Logs, log => log.Id.Id is 2114 or 2116);
    }

    [Fact]
    public void Keys_AreSettingsOfTheirPlugins()
    {
        _board.Sensors.Bme680.I2cAddress = "118";
        _catalog.Plugins.Set(new() { ["bme680"] = new() { Led = 7 } });

        _catalog.Settle();

        Assert.Equal("4", _catalog.Definition("dht22").Settings["pin"]);
        Assert.Equal("118", _catalog.Definition("bme680").Settings["address"]);
        Assert.Equal("45.5", _catalog.Definition("pi-monitor").Settings["threshold_on"]);
        Assert.Equal("30", _catalog.Definition("pi-monitor").Settings["threshold_off"]);
        Assert.Equal(["i2c 1:0x76", "leds 7", "buzzer"], Rights("bme680"));
    }

    [Fact]
    public void SettingThatLeavesWhatTheKeysName_IsNotGranted()
    {
        _catalog.Plugins.Set(new()
        {
            ["dht22"] = new() { Led = 11 },
            ["bme680"] = new() { Settings = { ["bus"] = "0" } },
            ["pi-monitor"] = new() { Settings = { ["fan"] = "heater" } },
            ["bme280"] = new() { Settings = { ["address"] = "0x77" } },
        });

        _catalog.Settle();

        Assert.Equal(["climate 4", "buzzer"], Rights("dht22"));
        Assert.Equal(["leds 2", "buzzer"], Rights("bme680"));
        Assert.Equal(["leds 3"], Rights("pi-monitor"));
        Assert.Empty(Rights("bme280"));
    }

    [Fact]
    public void AnyPermissions_GrantOnlyWhatTheySay()
    {
        _catalog.Plugins.Set(new() { ["oled"] = new() { Permissions = { I2c = { "1:0x3c" } } } });

        _catalog.Settle();

        Assert.Equal(["i2c 1:0x3c"], Rights("oled"));
        Assert.All(_catalog.Current.Entries.Where(entry => entry.Id != "oled"), entry => Assert.Empty(Rights(entry.Id)));
        Assert.Equal("4", _catalog.Definition("dht22").Settings["pin"]);
    }

    [Theory]
    [InlineData("dht22/app.py")]
    [InlineData("dht22/comfort.py")]
    [InlineData("dht22/more.py")]
    public void EditedCopy_HasNothingAndTheLogSaysWhy(string file)
    {
        var path = _catalog.Folder.Sub("plugins/" + file);
        _catalog.Folder.Write("plugins/" + file, (File.Exists(path) ? File.ReadAllText(path) : "") + "# mine\n");

        _catalog.Settle();

        Assert.Empty(Rights("dht22"));
        Assert.Equal(["leds 0"], Rights("heartbeat"));
        Assert.Contains("dht22 is not the plugin of that name", Assert.Single(_catalog.Logs, log => log.Id.Id == 2115).Message, StringComparison.Ordinal);
        var lines = Assert.Single(_catalog.Logs, log => log.Id.Id == 2116 && log.Message.StartsWith("dht22 ", StringComparison.Ordinal)).Message;
        Assert.EndsWith("[plugins.dht22.permissions]\nclimate = [4]\nleds = [1]\nbuzzer = true", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void BundledContentUnderAnotherName_HasNothing()
    {
        Copy("heartbeat", "blinker");

        _catalog.Settle();

        Assert.Equal("heartbeat", Assert.Single(_catalog.Current.Entries, entry => entry.Definition!.Version == _catalog.Definition("blinker").Version && entry.Id != "blinker").Id);
        Assert.Empty(Rights("blinker"));
    }

    [Fact]
    public void Log_TellsOnceWhatIsGrantedAndWhatIsMissing()
    {
        _catalog.Settle();
        _catalog.Folder.Write("plugins/other.py", "x = 1\n");
        _catalog.Settle();

        var granted = Assert.Single(_catalog.Logs, log => log.Id.Id == 2114).Message;
        Assert.Contains("bme680: i2c 1:0x77, leds 2, buzzer; dht22: climate 4, leds 1, buzzer; heartbeat: leds 0; pi-monitor: leds 3, relays fan. As lines", granted, StringComparison.Ordinal);
        Assert.Contains("[plugins.pi-monitor.permissions]\nleds = [3]\nrelays = [\"fan\"]", granted, StringComparison.Ordinal);
        Assert.Equal(["bme280", "oled"], _catalog.Logs.Where(log => log.Id.Id == 2116).Select(log => log.Message.Split(' ')[0]));
        Assert.DoesNotContain(_catalog.Logs, log => log.Id.Id is 2101 or 2117);
    }

    [Fact]
    public void Log_PermissionsComeLater_TellsWhatIsNoLongerGranted()
    {
        _catalog.Settle();
        _catalog.Plugins.Set(new() { ["oled"] = new() { Permissions = { I2c = { "1:0x3c" } } } });
        _catalog.Settle();

        Assert.Contains("heartbeat: leds 0", Assert.Single(_catalog.Logs, log => log.Id.Id == 2117).Message, StringComparison.Ordinal);
        Assert.Empty(Rights("heartbeat"));
    }

    [Theory]
    [InlineData("pi4_monitor")]
    [InlineData("revpi-monitor")]
    [InlineData("PiZero_Monitor")]
    [InlineData("pi_monitor")]
    public void NameOfTheOriginal_MeansTheMonitor(string name)
    {
        _catalog.Plugins.Set(new() { [name] = new() { Enabled = false } });

        _catalog.Settle();

        Assert.False(_catalog.Entry("pi-monitor").Enabled);
    }

    [Fact]
    public void PluginThatHasANameOfTheOriginal_IsMeantByItToo()
    {
        _catalog.Folder.Write("plugins/revpi_monitor.py", "x = 1\n");
        _catalog.Plugins.Set(new() { ["revpi_monitor"] = new() { Enabled = false } });

        _catalog.Settle();

        Assert.False(_catalog.Entry("revpi-monitor").Enabled);
        Assert.False(_catalog.Entry("pi-monitor").Enabled);
    }

    public void Dispose() => _catalog.Dispose();

    private IEnumerable<string> Rights(string id) => _catalog.Definition(id).Policy.Rights.Texts;

    private void Copy(string name, string? to = null)
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf($"plugins/{name}"), "*.py"))
        {
            _catalog.Folder.Write($"plugins/{to ?? name}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }
}
