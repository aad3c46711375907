using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The heartbeat plugin in the sandbox, on a simulated strip.</summary>
[Collection(GuestCollection.Name)]
public sealed class HeartbeatTests(GuestWorkshop workshop) : IAsyncDisposable
{
    private static readonly RgbColor Blue = new(0, 0, 32);
    private static readonly RgbColor Cyan = new(0, 20, 20);

    private StagedPlugin? _plugin;

    public ValueTask DisposeAsync() => _plugin?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Poll_OnSchedule_IsBlueAndCyanInTurn()
    {
        await StartAsync(new() { Permissions = { Leds = { "0" } } });
        await PolledAsync(1);
        Assert.Equal(Blue, workshop.Board.Leds.Shown[0]);

        // The node's interval: the plugin states none.
        _plugin!.Running.Time.Advance(TimeSpan.FromSeconds(5));
        await PolledAsync(2);
        Assert.Equal(Cyan, workshop.Board.Leds.Shown[0]);

        _plugin.Running.Time.Advance(TimeSpan.FromSeconds(5));
        await PolledAsync(3);
        Assert.Equal(Blue, workshop.Board.Leds.Shown[0]);
        Assert.Equal((0, 0), (_plugin.Status.Failures, _plugin.Running.Sink.Count));
    }

    [Fact]
    public async Task Poll_AnotherLed_IsOneSettingAndItsGrant()
    {
        var first = workshop.Board.Leds.Shown[0];

        await StartAsync(new() { Led = 7, Permissions = { Leds = { "7" } } });
        await PolledAsync(1);

        Assert.Equal(Blue, workshop.Board.Leds.Shown[7]);
        Assert.Equal(first, workshop.Board.Leds.Shown[0]);
    }

    [Fact]
    public async Task Poll_NotGranted_SucceedsAndIsToldOnce()
    {
        var before = workshop.Board.Leds.FrameCount;
        await StartAsync(new());

        for (var poll = 0; poll < 3; poll++)
        {
            Assert.True((await _plugin!.PollAsync()).Succeeded);
        }

        const string Refusal = "leds 0 is not granted: add 0 to plugins.heartbeat.permissions.leds";
        Assert.Single(
            workshop.Logs.GetSnapshot(),
            record => record.Level == LogLevel.Warning && record.Message.Contains($"LED 0 does not beat: denied: {Refusal}", StringComparison.Ordinal));
        Assert.Equal(before, workshop.Board.Leds.FrameCount);
    }

    private async Task StartAsync(PluginOptions options)
    {
        workshop.Logs.Clear();
        _plugin = await StagedPlugin.StartBundledAsync(workshop, "heartbeat", options);
    }

    private Task PolledAsync(int polls) => Until.TrueAsync(() => _plugin!.Status.PollDurations.Count == polls);
}
