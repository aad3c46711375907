using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin dht22 against a simulated sensor, strip and buzzer.</summary>
[Collection(GuestCollection.Name)]
public sealed class Dht22PluginTests : IAsyncLifetime
{
    private const int Pin = 4;
    private const int Led = 1;

    private readonly GuestWorkshop _workshop;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeBoard _board;
    private BundledPlugin _plugin = null!;

    public Dht22PluginTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _board = new(new BoardOptions { Leds = { Count = 11 } }, timeProvider: _time);
    }

    public async ValueTask InitializeAsync() => _plugin = await BundledPlugin.StartAsync(_workshop, _board, "dht22");

    public ValueTask DisposeAsync() => _plugin.DisposeAsync();

    [Fact]
    public async Task Poll_ManyEnvironments_ReadsTheAir()
    {
        var random = new Random(22);
        for (var sample = 0; sample < 100; sample++)
        {
            var air = new ClimateSample(Math.Round(-40 + (120 * random.NextDouble()), 1), Math.Round(100 * random.NextDouble(), 1));

            var measured = await PollAsync(air.TemperatureCelsius, air.RelativeHumidityPercent);

            Assert.Equal(air.TemperatureCelsius, measured["temperature"].Number, 1e-9);
            Assert.Equal(air.RelativeHumidityPercent, measured["relative_humidity"].Number, 1e-9);
        }
    }

    [Fact]
    public async Task Poll_ADayOfHeat_AlarmsColoursAndBeepsFollowTheRules()
    {
        (double Celsius, bool IsHot, bool IsCold, string Color, int Beeps)[] day =
        [
            (20, false, false, "green", 0), (25.1, false, false, "orange", 0), (29.9, false, false, "orange", 0),
            (30, true, false, "red", 3), (33, true, false, "red", 3), (28.1, true, false, "red", 3), (28, false, false, "orange", 3),
            (30, true, false, "red", 6), (17, false, false, "green", 6), (15, false, true, "blue", 6), (16.9, false, true, "blue", 6),
            (17, false, false, "green", 6),
        ];
        foreach (var moment in day)
        {
            var measured = await PollAsync(moment.Celsius, 50);

            Assert.Equal((moment.IsHot, moment.IsCold), (measured["alarm_hot"].Flag, measured["alarm_cold"].Flag));
            Assert.Equal(moment.Color, Colour());
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(moment.Beeps, _board.Buzzer.Heard.Count);
        }

        Assert.All(_board.Buzzer.Heard, tone => Assert.Equal(TimeSpan.FromMilliseconds(100), tone.Length));
        Assert.Equal(TimeSpan.FromMilliseconds(200), _board.Buzzer.Heard[1].Start - _board.Buzzer.Heard[0].Start);
    }

    [Fact]
    public async Task Poll_HumidAndDryAir_AlarmsHaveADeadBand()
    {
        foreach (var (percent, isHumid, isDry) in ((double, bool, bool)[])[(69.9, false, false), (70, true, false), (68.1, true, false), (68, false, false), (25, false, true), (26.9, false, true), (27, false, false)])
        {
            var measured = await PollAsync(20, percent);

            Assert.Equal((isHumid, isDry), (measured["alarm_humid"].Flag, measured["alarm_dry"].Flag));
        }
    }

    [Theory]
    [InlineData(HardwareErrorKind.Timeout, "timeout; check its supply")]
    [InlineData(HardwareErrorKind.Bus, "bus; the frame was damaged")]
    public async Task Poll_Fault_FailsGoesDarkAndEndsWithIt(HardwareErrorKind fault, string words)
    {
        await PollAsync(31, 50);
        _board.Climate.SetDht22Fault(Pin, fault);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.StartsWith($"no reading from the DHT22 on pin 4: {words}", await _plugin.FailAsync(), StringComparison.Ordinal);
        Assert.Equal("dark", Colour());

        Assert.Equal(31, (await PollAsync(31, 50))["temperature"].Number);
        Assert.Equal("red", Colour());
        Assert.Equal(3, _board.Buzzer.Heard.Count);
    }

    [Fact]
    public async Task Poll_UnpluggedAndPluggedInAgain_ReadsTheAir()
    {
        await PollAsync(20, 50);
        _board.Climate.RemoveDht22(Pin);
        Assert.Contains("not-present; the board has no DHT22 there", await _plugin.FailAsync(), StringComparison.Ordinal);

        Assert.Equal(19.5, (await PollAsync(19.5, 50))["temperature"].Number);
    }

    [Fact]
    public async Task Poll_NoBuzzer_KeepsNoReadingBack()
    {
        _board.Buzzer.IsPresent = false;

        Assert.True((await PollAsync(31, 50))["alarm_hot"].Flag);
    }

    [Fact]
    public async Task Poll_OtherPinLedAndLimits_AreSettings()
    {
        var settings = new Dictionary<string, string> { ["pin"] = "22", ["led"] = "7", ["hot-at"] = "24", ["orange-above"] = "18" };
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "dht22", settings);
        _board.Climate.SetDht22(22, new ClimateSample(24, 50));

        Assert.True((await other.PollAsync())["alarm_hot"].Flag);
        Assert.Equal(32, _board.Leds.Shown[7].Red);
    }

    [Fact]
    public async Task Poll_NotGranted_FailsWithTheLineToAdd()
    {
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "dht22", isGranted: false);

        Assert.Contains("plugins.dht22.permissions.climate", await other.FailAsync(), StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, ReadingValue>> PollAsync(double celsius, double percent)
    {
        _board.Climate.SetDht22(Pin, new ClimateSample(celsius, percent));
        _time.Advance(TimeSpan.FromSeconds(2));
        return await _plugin.PollAsync();
    }

    private string Colour() => _board.Leds.Shown[Led] switch
    {
        { Red: 0, Green: 0, Blue: 0 } => "dark",
        { Red: > 0, Green: 0, Blue: 0 } => "red",
        { Red: 0, Green: > 0, Blue: 0 } => "green",
        { Red: 0, Green: 0, Blue: > 0 } => "blue",
        { Red: var red, Green: var green, Blue: 0 } when red > green => "orange",
        var other => other.ToString(),
    };
}
