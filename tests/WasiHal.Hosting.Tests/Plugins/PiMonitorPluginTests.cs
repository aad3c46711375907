using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin pi-monitor with a machine, a relay, a strip and a buzzer of the test's own.</summary>
[Collection(GuestCollection.Name)]
public sealed class PiMonitorPluginTests(GuestWorkshop workshop)
{
    private const int FanPin = 27;
    private const int Led = 3;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeSystemInfo _machine = new();
    private readonly string _id = $"monitor-{Guid.NewGuid():N}";
    private FakeBoard _board = null!;

    [Fact]
    public async Task Poll_TemperatureCrossesTheThresholds_SwitchesTheFan()
    {
        await using var plugin = await StartAsync();
        foreach (var (celsius, isOn) in ((double, bool)[])[(35, false), (40, true), (28.5, true), (28, false), (39.9, false), (55, true)])
        {
            _machine.CpuTemperatureCelsius = celsius;

            var measured = await plugin.PollAsync();

            Assert.Equal(isOn, measured["fan"].Flag);

            // Active low.
            Assert.Equal(!isOn, _board.Gpio.GetLevel(FanPin));
        }

        Assert.Empty(_board.Buzzer.Heard);
    }

    [Fact]
    public async Task Restart_BetweenTheThresholds_TheFanIsAsItWas()
    {
        await using (var before = await StartAsync())
        {
            _machine.CpuTemperatureCelsius = 50;
            await before.PollAsync();
        }

        // Another board: the host has started anew and its relay is off.
        await using (var plugin = await StartAsync())
        {
            Assert.False(_board.Relays.Get("fan"));
            _machine.CpuTemperatureCelsius = 35;
            Assert.True((await plugin.PollAsync())["fan"].Flag);
            Assert.True(_board.Relays.Get("fan"));
            _machine.CpuTemperatureCelsius = 20;
            await plugin.PollAsync();
        }

        await using var last = await StartAsync();
        _machine.CpuTemperatureCelsius = 35;
        Assert.False((await last.PollAsync())["fan"].Flag);
    }

    [Fact]
    public async Task Poll_TemperatureUnknown_RunsTheFan()
    {
        await using var patient = await StartAsync(new() { ["unknown-seconds"] = "3600" });
        Assert.False((await patient.PollAsync())["fan"].Flag);

        await using var plugin = await StartAsync(new() { ["unknown-seconds"] = "0" });
        var measured = await plugin.PollAsync();

        Assert.True(measured["fan"].Flag);
        Assert.False(measured.ContainsKey("cpu_temperature"));
        Assert.False(measured.ContainsKey("alarm_overheated"));
    }

    [Fact]
    public async Task Poll_Overheated_IsAnAlarmAndRedUntilItIsReleased()
    {
        await using var plugin = await StartAsync(new() { ["red-above"] = "95" });
        foreach (var (celsius, isOn, green) in ((double, bool, int)[])[(79, false, 12), (80, true, 0), (75.5, true, 0), (75, false, 12)])
        {
            _machine.CpuTemperatureCelsius = celsius;

            Assert.Equal(isOn, (await plugin.PollAsync())["alarm_overheated"].Flag);
            Assert.Equal(new RgbColor(32, (byte)green, 0), _board.Leds.Shown[Led]);
        }
    }

    [Fact]
    public async Task Poll_FanBeeps_SoundWhenItChangesOnly()
    {
        await using var plugin = await StartAsync(new() { ["fan-beeps"] = "true" });
        foreach (var (celsius, beeps) in ((double, int)[])[(35, 0), (45, 3), (50, 3), (20, 5), (19, 5)])
        {
            _machine.CpuTemperatureCelsius = celsius;
            await plugin.PollAsync();
            _time.Advance(TimeSpan.FromSeconds(2));

            Assert.Equal(beeps, _board.Buzzer.Heard.Count);
        }

        Assert.Equal([200, 200, 200, 150, 150], _board.Buzzer.Heard.Select(tone => tone.Length.TotalMilliseconds));
    }

    [Fact]
    public async Task Poll_NoFan_AsksForNoRelayAndReportsNone()
    {
        Assert.Equal(["leds 3", "relays fan"], BundledPlugin.AsksOf("pi-monitor", []));
        Assert.Equal(["leds 3", "relays fan", "buzzer"], BundledPlugin.AsksOf("pi-monitor", new() { ["fan-beeps"] = "true" }));
        Assert.Equal(["leds 3"], BundledPlugin.AsksOf("pi-monitor", new() { ["fan"] = "" }));
        await using var plugin = await StartAsync(new() { ["fan"] = "" });
        _machine.CpuTemperatureCelsius = 50;

        Assert.False((await plugin.PollAsync()).ContainsKey("fan"));
        Assert.False(_board.Relays.Get("fan"));
    }

    [Theory]
    [InlineData(false, "fan", "plugins.ID.permissions.relays")]
    [InlineData(true, "pump", "not-present")]
    public async Task Poll_RelayRefusedOrMissing_IsToldOnceAndThereIsNoFan(bool isGranted, string fan, string words)
    {
        await using var plugin = await StartAsync(new() { ["fan"] = fan }, isGranted);
        for (var poll = 0; poll < 3; poll++)
        {
            _machine.CpuTemperatureCelsius = 50;
            var measured = await plugin.PollAsync();
            Assert.Equal(50, measured["cpu_temperature"].Number);
            Assert.False(measured.ContainsKey("fan"));
        }

        var expected = words.Replace("ID", _id, StringComparison.Ordinal);
        Assert.Single(workshop.Logs.GetSnapshot(), record => record.Message.Contains($"relay {fan} stays as it is", StringComparison.Ordinal) && record.Message.Contains(expected, StringComparison.Ordinal) && record.Message.Contains(_id, StringComparison.Ordinal));
    }

    private Task<BundledPlugin> StartAsync(Dictionary<string, string>? settings = null, bool isGranted = true)
    {
        var options = new BoardOptions { Leds = { Count = 11 } };
        options.Relays["fan"] = new RelayOptions { GpioPin = FanPin, ActiveLow = true };
        _board = new(options, _machine, _time);
        return BundledPlugin.StartAsync(workshop, _board, "pi-monitor", settings, isGranted, _id);
    }
}
