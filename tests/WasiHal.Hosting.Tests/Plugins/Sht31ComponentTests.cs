using Microsoft.Extensions.Logging;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Tests.Wasm.Components;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>A real driver in another language: an SHT31 in JavaScript, as a component with its table beside it, on a simulated chip.</summary>
[Collection(GuestCollection.Name)]
public sealed class Sht31ComponentTests : IAsyncDisposable
{
    private static readonly I2cAddress Address = new(FakeSht31.DefaultAddress);

    // The resolution of the chip's 16 bits.
    private const double CelsiusStep = 175.0 / 65535;
    private const double PercentStep = 100.0 / 65535;

    private readonly GuestWorkshop _workshop;
    private readonly FakeEnvironment _air = new() { TemperatureCelsius = 21.5, RelativeHumidityPercent = 48.2 };
    private readonly FaultyI2cTarget _cable;
    private StagedPlugin? _plugin;

    public Sht31ComponentTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _cable = new(new FakeSht31(_air));
        Bus.Attach(Address, _cable);
    }

    private FakeI2cBus Bus => _workshop.Board.GetI2cBus(1);

    private RecordingSink Sink => _plugin!.Running.Sink;

    public async ValueTask DisposeAsync()
    {
        Bus.Detach(Address);
        if (_plugin is not null)
        {
            await _plugin.DisposeAsync();
        }
    }

    [Fact]
    public async Task Poll_Measures_WhatTheAirIs()
    {
        await StartAsync();

        foreach (var (celsius, percent) in new[] { (21.5, 48.2), (-39.9, 0.0), (84.9, 100.0) })
        {
            (_air.TemperatureCelsius, _air.RelativeHumidityPercent) = (celsius, percent);

            var outcome = await _plugin!.PollAsync();

            Assert.Equal(2, outcome.Measurements.Count);
            var (temperature, humidity) = (outcome.Measurements[0], outcome.Measurements[1]);
            Assert.Equal(("sht31", "temperature", "Cel"), (temperature.Sensor, temperature.Quantity, temperature.Unit));
            Assert.Equal(("sht31", "relative_humidity", "%"), (humidity.Sensor, humidity.Quantity, humidity.Unit));
            Assert.Equal(celsius, temperature.Value.Number, CelsiusStep);
            Assert.Equal(percent, humidity.Value.Number, PercentStep);
        }
    }

    [Fact]
    public async Task Poll_Temperature_IsTheColorOfTheLed()
    {
        await StartAsync();
        var colors = new[] { (14.0, new RgbColor(0, 0, 32)), (21.5, new(0, 24, 0)), (27, new(32, 12, 0)), (31, new(32, 0, 0)) };

        foreach (var (celsius, color) in colors)
        {
            _air.TemperatureCelsius = celsius;
            await _plugin!.PollAsync();

            Assert.Equal(color, _workshop.Board.Leds.Shown[4]);
        }
    }

    [Fact]
    public async Task Poll_OtherAddressAndLed_AreTwoSettings()
    {
        var other = new I2cAddress(0x45);
        Bus.Detach(Address);
        Bus.Attach(other, _cable);
        try
        {
            await StartAsync(new() { Led = 6, Settings = { ["address"] = "0x45" }, Permissions = { I2c = { "1:0x45" }, Leds = { "6" } } });

            var outcome = await _plugin!.PollAsync();

            Assert.True(outcome.Succeeded, outcome.Error?.Message);
            Assert.Equal(new RgbColor(0, 24, 0), _workshop.Board.Leds.Shown[6]);
        }
        finally
        {
            Bus.Detach(other);
        }
    }

    [Fact]
    public async Task Poll_NotGranted_FailsWithWhatToGrant()
    {
        await StartAsync(new());

        var outcome = await _plugin!.PollAsync();

        Assert.Equal("i2c 1:0x44 is not granted: add \"1:0x44\" to plugins.sht31.permissions.i2c", outcome.Error?.Message);
    }

    [Fact]
    public async Task Poll_NobodyAnswers_FailsAndLives()
    {
        await StartAsync();
        _cable.IsPlugged = false;

        var unplugged = await _plugin!.PollAsync();
        _cable.IsPlugged = true;
        var plugged = await _plugin.PollAsync();

        Assert.Equal("the SHT31 at 0x44 does not answer: check its power, its cable and plugins.sht31.settings.address", unplugged.Error?.Message);
        Assert.True(plugged.Succeeded, plugged.Error?.Message);
        Assert.Equal(0, _plugin.Status.Restarts);
    }

    [Fact]
    public async Task Poll_WrongBitsOnTheWire_AreNoReading()
    {
        await StartAsync();
        await Until.TrueAsync(() => Sink.Count == 2);
        Bus.Attach(Address, new WrongByte(_cable));

        var outcome = await _plugin!.PollAsync();

        Assert.Equal("the SHT31 at 0x44 sent damaged data: the check byte is wrong; look at its cable and its pull-ups", outcome.Error?.Message);
        Assert.Equal(2, Sink.Count);
    }

    [Fact]
    public async Task Poll_StuckBus_SaysWhatTheBusSaid()
    {
        await StartAsync();
        Bus.IsStuck = true;
        try
        {
            Assert.Equal("the SHT31 at 0x44 failed: bus", (await _plugin!.PollAsync()).Error?.Message);
        }
        finally
        {
            Bus.IsStuck = false;
        }
    }

    [Fact]
    public async Task Poll_LedNotGranted_MeasuresAndTellsItOnce()
    {
        await StartAsync(new() { Permissions = { I2c = { "1:0x44" } } });

        for (var poll = 0; poll < 3; poll++)
        {
            Assert.True((await _plugin!.PollAsync()).Succeeded);
        }

        Assert.Single(
            _workshop.Logs.GetSnapshot(),
            record => record.Level == LogLevel.Warning
                && record.Message.Contains("LED 4 stays as it is: leds 4 is not granted: add 4 to plugins.sht31.permissions.leds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Poll_SettingIsWrong_SaysWhichOne()
    {
        // A range can be asked for, and is not one LED.
        await StartAsync(new() { Settings = { ["led"] = "0-4" }, Permissions = { I2c = { "1:0x44" } } });

        var outcome = await _plugin!.PollAsync();

        Assert.Equal("a setting is wrong: led is 0-4, must be a whole number from 0 to 65535", outcome.Error?.Message);
    }

    private Task StartAsync() => StartAsync(new() { Permissions = { I2c = { "1:0x44" }, Leds = { "4" } } });

    private async Task StartAsync(PluginOptions options)
    {
        _workshop.Logs.Clear();
        var table = await File.ReadAllBytesAsync(RepositoryRoot.PathOf("tests/components/sht31.toml"), TestContext.Current.CancellationToken);
        _plugin = await StagedPlugin.StartAsync(_workshop, "sht31", [("sht31.wasm", TestComponents.Sht31), ("sht31.toml", table)], options);
    }

    // What a bad cable does to one byte.
    private sealed class WrongByte(II2cTarget inner) : II2cTarget
    {
        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
        {
            inner.Transfer(write, read);
            if (!read.IsEmpty)
            {
                read[1] ^= 0x10;
            }
        }
    }
}
