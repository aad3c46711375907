using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Tests.Catalog;

public sealed class PluginOptionsTests
{
    [Fact]
    public void Configuration_BindsEveryKey()
    {
        var options = Bind<PluginsOptions>(PluginsOptions.Section, new()
        {
            ["plugins:pi-monitor:enabled"] = "false",
            ["plugins:oled:poll_interval"] = "2s",
            ["plugins:oled:expected_every"] = "1m",
            ["plugins:oled:led"] = "3",
            ["plugins:oled:permissions:i2c:0"] = "1:0x3c",
            ["plugins:oled:permissions:gpio:0"] = "17",
            ["plugins:oled:permissions:gpio:1"] = "button",
            ["plugins:oled:permissions:buzzer"] = "true",
            ["plugins:oled:limits:memory_bytes"] = "33554432",
            ["plugins:oled:limits:call_deadline"] = "500ms",
            ["plugins:oled:settings:address"] = "0x3d",
        });

        Assert.False(options["PI-MONITOR"].Enabled);
        Assert.Equal(new PluginLimits(), options["pi-monitor"].Limits);
        var oled = options["oled"];
        Assert.True(oled.Enabled);
        Assert.Equal(TimeSpan.FromSeconds(2), oled.PollInterval!.Value.Value);
        Assert.Equal(TimeSpan.FromMinutes(1), oled.ExpectedEvery!.Value.Value);
        Assert.Equal(3, oled.Led);
        Assert.Equal(["1:0x3c"], oled.Permissions.I2c);
        Assert.Equal(["17", "button"], oled.Permissions.Gpio);
        Assert.True(oled.Permissions.Buzzer);
        Assert.Equal(32 << 20, oled.Limits.MemoryBytes);
        Assert.Equal(TimeSpan.FromMilliseconds(500), oled.Limits.CallDeadline.Value);
        Assert.Equal("0x3d", oled.Settings["ADDRESS"]);
    }

    [Fact]
    public void Folders_AndInterval_Bind()
    {
        var values = new Dictionary<string, string?> { ["hosting:plugin_directories:0"] = "/a", ["hosting:plugin_directories:1"] = "/b", ["polling:interval_seconds"] = "0.5" };

        Assert.Equal(["/a", "/b"], Bind<PythonPluginOptions>(PythonPluginOptions.Section, values).PluginDirectories);
        Assert.Equal(0.5, Bind<PollingOptions>(PollingOptions.Section, values).IntervalSeconds);
    }

    [Fact]
    public void Start_WrongValues_AreToldAllAtOnceWithTheirKeys() => AssertFaults(
        """
        [plugins."a b"]
        enabled = true
        [plugins.oled]
        poll_interval = "99ms"
        expected_every = "31d"
        led = 4096
        [plugins.oled.permissions]
        i2c = ["1:0x3c", "1:0xEC"]
        gpio = ["17", "button", "bell"]
        leds = ["4-0"]
        buzzer = "loud"
        [plugins.oled.limits]
        host_calls = 0
        core_share = 2.0
        [plugins.oled.settings]
        "ä" = 1
        led = 5
        [gpio.labels]
        button = 5
        """,
        "1: plugins.a b is no name of a plugin: 1 to 64 of a-z 0-9 -",
        "4: plugins.oled.poll_interval = \"99ms\" is not 100ms to 1d",
        "5: plugins.oled.expected_every = \"31d\" is not 100ms to 30d",
        "6: plugins.oled.led = 4096 is not 0 to 4095",
        "8: plugins.oled.permissions.i2c.1 = \"1:0xEC\" is not \"bus:address\" with bus 0-255 and address 0x08-0x77, such as \"1:0x76\"; 0xec looks like an 8-bit form, whose 7-bit form is \"1:0x76\"",
        "9: plugins.oled.permissions.gpio.2 = \"bell\" is no label of [gpio.labels], nor a pin's BCM number, 0-4095",
        "10: plugins.oled.permissions.leds.0 = \"4-0\" is not an LED's index, 0-4095, or a range such as \"0-4\"",
        "11: plugins.oled.permissions.buzzer = \"loud\" is not true or false",
        "13: plugins.oled.limits.host_calls = 0 is not 1 to 1000000",
        "14: plugins.oled.limits.core_share = 2 is not 0.01 to 1",
        "16: plugins.oled.settings.ä = 1 has a name that is not 1 to 64 of a-z A-Z 0-9 _ -: 'ä'");

    [Fact]
    public void Start_SettingThatContradictsAnotherKey_IsToldWithBoth() => AssertFaults(
        """
        [sensors]
        dht22.gpio_pin = 4
        bme680.i2c_address = 0x77
        [fan]
        threshold_on = 40
        [plugins]
        dht22.settings.pin = "5"
        bme680.settings.address = "0x76"
        pi4_monitor.settings.threshold-on = 41.5
        oled = { led = 3, settings = { led = 4 } }
        """,
        "7: plugins.dht22.settings.pin = 5 contradicts sensors.dht22.gpio_pin = 4: keep one of the two keys",
        "8: plugins.bme680.settings.address = \"0x76\" contradicts sensors.bme680.i2c_address = 0x77: keep one of the two keys",
        "9: plugins.pi4_monitor.settings.threshold-on = 41.5 contradicts fan.threshold_on = 40: keep one of the two keys",
        "10: plugins.oled.settings.led = 4 contradicts plugins.oled.led = 3: keep one of the two keys");

    [Fact]
    public void Start_SettingThatSaysTheSameAsAnotherKey_IsAccepted() => AssertFaults(
        """
        [gpio.labels]
        air = 4
        [sensors]
        dht22.gpio_pin = 4
        bme680.i2c_address = 119
        [fan]
        threshold_on = 40
        [plugins]
        dht22.settings.pin = "air"
        bme680.settings.address = "0x77"
        pi-monitor.settings.threshold_on = "40.0"
        """);

    [Theory]
    [InlineData("pi4_monitor", "revpi_monitor")]
    [InlineData("pi-monitor", "pizero_monitor")]
    [InlineData("pi-monitor", "pi_monitor")]
    public void Start_TwoNamesOfOnePlugin_MayNotContradictEachOther(string one, string other) => AssertFaults(
        $"""
        [plugins.{one}]
        enabled = false
        led = 3
        permissions.leds = [1, 2]
        settings.orange-above = 60
        [plugins.{other}]
        enabled = true
        led = 3
        permissions.leds = [1]
        settings.orange_above = 61
        """,
        $"7: plugins.{other}.enabled = true contradicts plugins.{one}.enabled = false: both mean the plugin pi-monitor, keep one of them",
        $"9: plugins.{other}.permissions.leds contradicts plugins.{one}.permissions.leds = [1, 2]: both mean the plugin pi-monitor, keep one of them",
        $"10: plugins.{other}.settings.orange_above = 61 contradicts plugins.{one}.settings.orange-above = 60: both mean the plugin pi-monitor, keep one of them");

    [Fact]
    public void Names_ThatMeanOnePlugin_ArePutTogether()
    {
        using var configuration = new Configured(
            """
            [plugins.pi4_monitor]
            enabled = false
            [plugins.dht22]
            led = 1
            [plugins.revpi_monitor]
            enabled = false
            led = 0
            limits.host_calls = 5
            [plugins.pi-monitor]
            poll_interval = "2s"
            """);

        var options = configuration.Get<PluginsOptions>();

        Assert.Equal(["dht22", "pi-monitor"], options.Keys.Order());
        var monitor = options["pi-monitor"];
        Assert.False(monitor.Enabled);
        Assert.Equal(0, monitor.Led);
        Assert.Equal(5, monitor.Limits.HostCalls);
        Assert.Equal(TimeSpan.FromSeconds(2), monitor.PollInterval!.Value.Value);
        Assert.False(options.HavePermissions);
    }

    [Theory]
    [InlineData("[plugins.oled.permissions]", true)]
    [InlineData("[plugins.oled]\npermissions.leds = []", true)]
    [InlineData("[plugins.oled]\npermissions.buzzer = false", true)]
    [InlineData("[plugins.oled]\nled = 1", false)]
    [InlineData("", false)]
    public void HavePermissions_AnyPermissionsKey_IsTrue(string toml, bool expected)
    {
        using var configuration = new Configured(toml);

        Assert.Equal(expected, configuration.Get<PluginsOptions>().HavePermissions);
    }

    private static void AssertFaults(string toml, params string[] expected)
    {
        using var configuration = new Configured(toml);
        var faults = Record.Exception(() => configuration.Get<PluginsOptions>()) is ConfigurationException wrong ? wrong.Faults : [];

        Assert.Equal(expected.Length, faults.Count);
        Assert.All(expected.Zip(faults), pair => Assert.StartsWith($"{configuration.File}:{pair.First}", pair.Second.ToString(), StringComparison.Ordinal));
    }

    private static T Bind<T>(string section, Dictionary<string, string?> values)
        where T : class
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddOptions<T>().BindConfiguration(section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
