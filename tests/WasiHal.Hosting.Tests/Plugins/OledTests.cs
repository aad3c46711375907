using System.Text.Json;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The display plugin in the sandbox, on a simulated panel.</summary>
[Collection(GuestCollection.Name)]
public sealed class OledTests : IAsyncDisposable
{
    // A page for the whole test.
    private const string OnePage = "3600";

    private readonly GuestWorkshop _workshop;
    private readonly FakeSsd1306 _panel = new();
    private readonly FaultyI2cTarget _cable;
    private readonly CountingI2cTarget _wire;
    private StagedPlugin? _plugin;

    public OledTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _cable = new(_panel);
        _wire = new(_cable);
        Bus.Attach(Address, _wire);
    }

    private static I2cAddress Address => new(FakeSsd1306.DefaultAddress);

    private FakeI2cBus Bus => _workshop.Board.GetI2cBus(1);

    public async ValueTask DisposeAsync()
    {
        Bus.Detach(Address);
        if (_plugin is not null)
        {
            await _plugin.DisposeAsync();
        }
    }

    [Fact]
    public async Task Update_Readings_StandOnThePanelInUnitsOfPeople()
    {
        await StartAsync();

        await UpdateAsync(Temperature(21.46), Humidity(48.2));

        Assert.True(_panel.IsOn);
        Assert.True(_panel.IsChargePumpOn);
        Assert.Equal(207, _panel.Contrast);
        Shows("21.5", 2);
        Shows("48", 2);
        Shows("Room");
        Shows("°C");
        Shows("pleasant");
        Assert.Equal([PluginKind.Display], _plugin!.Status.Kinds);
    }

    [Fact]
    public async Task Update_StaleReading_IsNoNumberAndIsMarked()
    {
        await StartAsync();

        await UpdateAsync(Temperature(21.46) with { Stale = true, Time = "2026-03-01T11:48:05.250Z" });

        Shows("--", 2);
        Shows("stale 12m");
        Assert.False(PanelReader.Shows(_panel, "21.5", 2), _panel.ToText());
    }

    [Fact]
    public async Task Update_Alarm_FillsThePanel()
    {
        await StartAsync();
        await UpdateAsync(Temperature(31));
        Shows("Room");

        await UpdateAsync(Temperature(31), new("dht22", "alarm_hot", true));

        Shows("hot", 2);
        Shows("hub dht22");
        Assert.True(_panel.GetPixel(0, 0));
    }

    [Fact]
    public async Task Update_ChangedDigit_SendsFewBytes()
    {
        await StartAsync();
        await UpdateAsync(Temperature(21.4));
        Assert.InRange(_wire.Bytes, 1024, 1200);
        _wire.Reset();

        await UpdateAsync(Temperature(21.5));

        Shows("21.5", 2);

        // Ten columns of three pages at most, each with its window.
        Assert.InRange(_wire.Bytes, 10, 80);
    }

    [Fact]
    public async Task Update_NothingChanged_OnlyAsksWhetherItIsOn()
    {
        await StartAsync();
        await UpdateAsync(Temperature(21.4));
        _wire.Reset();

        await UpdateAsync(Temperature(21.4));

        Assert.Equal((1, 2), (_wire.Transactions, _wire.Bytes));
    }

    [Fact]
    public async Task Update_UnpluggedAndPluggedIn_FailsWithAdviceAndThenShowsEverything()
    {
        await StartAsync();
        await UpdateAsync(Temperature(21.4));
        var shown = _panel.ToText();
        _cable.IsPlugged = false;

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => UpdateAsync(Temperature(21.4)));
        _cable.IsPlugged = true;
        Assert.False(_panel.IsOn);
        await UpdateAsync(Temperature(21.4));

        Assert.StartsWith("the display at 0x3c on I2C bus 1 does not answer: check its power and its cable", failure.Message, StringComparison.Ordinal);
        Assert.True(_panel.IsOn);
        Assert.Equal(shown, _panel.ToText());
        Assert.Equal(0, _plugin!.Status.Restarts);
    }

    [Fact]
    public async Task Update_PowerWasLostBetweenTwoUpdates_ShowsEverything()
    {
        await StartAsync();
        await UpdateAsync(Temperature(21.4));
        var shown = _panel.ToText();
        _panel.PowerCycle();

        await UpdateAsync(Temperature(21.4));

        Assert.True(_panel.IsOn);
        Assert.True(_panel.IsChargePumpOn);
        Assert.Equal(shown, _panel.ToText());
    }

    [Fact]
    public async Task Update_StuckBus_SaysWhatToCheck()
    {
        await StartAsync();
        Bus.IsStuck = true;
        try
        {
            var failure = await Assert.ThrowsAsync<PluginFailedException>(() => UpdateAsync());

            Assert.Contains("SDA and SCL", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            Bus.IsStuck = false;
        }
    }

    [Fact]
    public async Task Update_NotGranted_SaysWhatToGrant()
    {
        await StartAsync(grant: null);

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => UpdateAsync());

        Assert.Equal("i2c 1:0x3c is not granted: add \"1:0x3c\" to plugins.oled.permissions.i2c", failure.Message);
        Assert.Equal(0, _wire.Transactions);
    }

    [Fact]
    public async Task Update_AtAnotherAddress_NeedsOneSettingAndTheGrant()
    {
        var other = new I2cAddress(0x3D);
        Bus.Detach(Address);
        Bus.Attach(other, _wire);
        try
        {
            await StartAsync("1:0x3d", ("address", "0x3d"));

            await UpdateAsync(Temperature(21.4));

            Shows("21.4", 2);
        }
        finally
        {
            Bus.Detach(other);
        }
    }

    [Fact]
    public async Task Update_Flipped_IsUpsideDown()
    {
        await StartAsync();
        await UpdateAsync(Temperature(21.4));
        var upright = new FakeSsd1306();
        Copy(upright);
        await _plugin!.DisposeAsync();

        await StartAsync("1:0x3c", ("flip", "true"), ("contrast", "9"));
        await UpdateAsync(Temperature(21.4));

        Assert.Equal(9, _panel.Contrast);
        var pixels = from x in Enumerable.Range(0, 128) from y in Enumerable.Range(0, 64) select (x, y);
        Assert.All(pixels, pixel => Assert.Equal(upright.GetPixel(pixel.x, pixel.y), _panel.GetPixel(127 - pixel.x, 63 - pixel.y)));
    }

    [Fact]
    public async Task Update_TimeOfAPageIsOver_ShowsTheNextOne()
    {
        await StartAsync("1:0x3c", ("page-seconds", "0.05"));
        Entry pressure = new("bme680", "pressure", 101_325);

        foreach (var title in (string[])["Room", "Air", "Cluster", "Room"])
        {
            for (var updates = 0; !PanelReader.Shows(_panel, title); updates++)
            {
                Assert.InRange(updates, 0, 10_000);
                await UpdateAsync(Temperature(21.4), pressure);
            }
        }
    }

    [Theory]
    [InlineData("", "the snapshot cannot be shown: it is not JSON")]
    [InlineData("[]", "the snapshot cannot be shown: it is not a JSON object")]
    [InlineData("{\"readings\": 3}", "the snapshot cannot be shown: readings is not a list")]
    public async Task Update_NoSnapshot_SaysSoAndGoesOn(string snapshot, string message)
    {
        await StartAsync();

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => _plugin!.UpdateAsync(snapshot).AsTask());
        await _plugin!.UpdateAsync("{}");

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Shows("no readings yet");
        Assert.Equal(0, _plugin.Status.Restarts);
    }

    [Fact]
    public async Task Update_NestedTooDeep_DoesNotEndThePlugin()
    {
        await StartAsync();

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => _plugin!.UpdateAsync(new string('[', 100_000)).AsTask());

        Assert.Contains("nested more than 16 deep", failure.Message, StringComparison.Ordinal);
        Assert.Equal((PluginState.Running, 0), (_plugin!.Status.State, _plugin.Status.Restarts));
    }

    [Fact]
    public async Task Update_SettingIsWrong_SaysWhichOne()
    {
        await StartAsync("1:0x3c", ("contrast", "300"));

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => UpdateAsync());

        Assert.Equal("a setting is wrong: contrast is 300, must be 0 to 255", failure.Message);
    }

    private static Entry Temperature(double celsius) => new("dht22", "temperature", celsius);

    private static Entry Humidity(double percent) => new("dht22", "relative_humidity", percent);

    private Task StartAsync() => StartAsync("1:0x3c");

    private async Task StartAsync(string? grant, params (string Key, string Value)[] settings)
    {
        var options = new PluginOptions { Settings = { ["page-seconds"] = OnePage } };
        foreach (var (key, value) in settings)
        {
            options.Settings[key] = value;
        }

        if (grant is not null)
        {
            options.Permissions.I2c.Add(grant);
        }

        _plugin = await StagedPlugin.StartBundledAsync(_workshop, "oled", options);
    }

    private async Task UpdateAsync(params Entry[] readings)
    {
        var snapshot = new
        {
            time = "2026-03-01T12:00:05.250Z",
            node = "hub",
            nodes = new[] { new { id = "hub", state = "online" } },
            readings = readings.Select(reading => new
            {
                node = "hub",
                plugin = reading.Sensor,
                sensor = reading.Sensor,
                quantity = reading.Quantity,
                value = reading.Value,
                unit = "",
                time = reading.Time,
                stale = reading.Stale,
            }),
        };
        await _plugin!.UpdateAsync(JsonSerializer.Serialize(snapshot));
    }

    private void Shows(string text, int scale = 1) => Assert.True(PanelReader.Shows(_panel, text, scale), $"\"{text}\" is not on the panel:\n{_panel.ToText()}");

    // The picture of now, as a panel that is mounted upright shows it.
    private void Copy(FakeSsd1306 target)
    {
        target.Transfer([0x00, 0x20, 0x00, 0xA1, 0xC8, 0xAF], []);
        target.Transfer([0x40, .. _panel.GetMemory()], []);
    }

    private sealed record Entry(string Sensor, string Quantity, object Value, bool Stale = false, string Time = "2026-03-01T12:00:04.000Z");
}
