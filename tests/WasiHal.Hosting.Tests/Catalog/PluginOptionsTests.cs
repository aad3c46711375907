using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Policy;

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
    public void Validator_FromConfiguration_TellsAllFaults()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind<PluginsOptions>(PluginsOptions.Section, new()
        {
            ["plugins:oled:poll_interval"] = "1ms",
            ["plugins:oled:permissions:i2c:0"] = "1:0xEC",
            ["plugins:oled:limits:host_calls"] = "0",
        }));

        Assert.Equal(3, exception.Failures.Count());
    }

    private static T Bind<T>(string section, Dictionary<string, string?> values)
        where T : class
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddSingleton<IBoard>(new RecordingBoard());
        services.AddSingleton<IValidateOptions<PluginsOptions>, PluginsOptionsValidator>();
        services.AddOptions<T>().BindConfiguration(section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
