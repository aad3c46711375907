namespace WasiHal.Cluster.Tests;

/// <summary>Whatever plugins a test wants there to be.</summary>
internal sealed class FakePluginDirectory : IPluginDirectory
{
    public IReadOnlyList<PluginStatus> Plugins { get; set; } = [];

    public static PluginStatus Running(string id) => new()
    {
        Id = id,
        Node = "hub",
        Kinds = [PluginKind.Sensor],
        State = PluginState.Running,
        Version = "0123456789ab",
        Polls = 17,
        Failures = 2,
        Restarts = 1,
        DeniedCalls = 3,
        LastPollMilliseconds = 0.2,
        PollDurations = new(17, 3.4, [0.1, 60_000], [1, 15, 1]),
        MemoryBytes = 4096,
        PollInterval = new(TimeSpan.FromSeconds(5)),
        Permissions = new(["i2c 1:0x76", "leds 3"], ["leds 3"], [new("i2c 1:0x3c", 1, "plugins.oled.permissions.i2c")]),
    };
}
