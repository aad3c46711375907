namespace WasiHal.Cluster.Tests;

/// <summary>Whatever plugins a test wants there to be.</summary>
internal sealed class FakePluginDirectory : IPluginDirectory
{
    public IReadOnlyList<PluginStatus> Plugins { get; set; } = [];

    public static PluginStatus Running(string id) => new(
        id, "hub", [PluginKind.Sensor], PluginState.Running, "0123456789ab", null, 17, 2, 1, 3, 0.2, 4096, new(TimeSpan.FromSeconds(5)),
        new(["i2c 1:0x76", "leds 3"], ["leds 3"], [new("i2c 1:0x3c", 1, "plugins.oled.permissions.i2c")]));
}
