using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Tests.Wasm.Components.Original;

/// <summary>Plugins that were compiled for the original, each of its worlds, over a fake board.</summary>
[Collection(GuestCollection.Name)]
public sealed class OriginalGuestTests : IDisposable
{
    private static readonly PermissionSet All = PermissionSet.Of(
    [
        Capability.Climate(4),
        Capability.I2c(1, new I2cAddress(0x3c)),
        Capability.I2c(1, new I2cAddress(0x76)),
        Capability.I2c(1, new I2cAddress(0x77)),
        Capability.Spi(0, 0),
        Capability.Uart("gps"),
        Capability.Buzzer,
        Capability.Relay("fan"),
        .. Enumerable.Range(0, 11).Select(Capability.Led),
    ]);

    private readonly GuestWorkshop _workshop;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeSystemInfo _system = new();
    private readonly FakeI2cRegisters _registers = new();
    private readonly FakeBoard _board;
    private readonly GuestFactory _factory;

    public OriginalGuestTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        var options = new BoardOptions { Leds = { Count = 11 }, Relays = { ["fan"] = new RelayOptions { GpioPin = 27, ActiveLow = true } } };
        _board = new FakeBoard(options, _system, _time);
        _factory = workshop.CreateFactory(_board);
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Poll_Dht22_MeasuresAndDrivesLedAndBuzzer()
    {
        _board.Climate.SetDht22(4, new ClimateSample(31.5, 45.2));

        var measurements = await PollAsync(Define("dht22", All));

        Assert.Equal(
            [
                new Measurement("dht22-gpio4", "temperature", ReadingValue.FromNumber(31.5), "Cel"),
                new Measurement("dht22-gpio4", "relative_humidity", ReadingValue.FromNumber(45.2), "%"),
            ],
            measurements);
        Assert.Equal(new RgbColor(255, 0, 0), _board.Leds.Shown[1]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([100, 100, 100], _board.Buzzer.Heard.Select(tone => tone.Length.TotalMilliseconds));
    }

    [Fact]
    public async Task Poll_Dht22WithoutGrants_DoesNothingAndIsCounted()
    {
        _board.Climate.SetDht22(4, new ClimateSample(31.5, 45.2));
        var definition = Define("dht22", PermissionSet.Of([Capability.Climate(4)]));

        var measurements = await PollAsync(definition);

        Assert.Equal(2, measurements.Length);
        Assert.Equal(0, _board.Leds.FrameCount);
        Assert.Empty(_board.Buzzer.Heard);
        Assert.Equal(["buzzer", "leds 0", "leds 1"], definition.Policy.Permissions.Refused.Select(call => call.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Poll_Dht22WithoutAnyGrant_HasNothingToSay() => Assert.Empty(await PollAsync(Define("dht22", PermissionSet.Empty)));

    [Fact]
    public async Task Poll_EndlessLoop_IsEndedAndTheHostGoesOn()
    {
        _board.Climate.SetDht22(4, new ClimateSample(-40, 45));
        var instance = await StartAsync(Define("dht22", All, new PluginLimits { Memories = 2, CallDeadline = new Duration(TimeSpan.FromSeconds(0.3)) }));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.Equal("deadline of 300ms passed (plugins.dht22.limits.call_deadline)", report.Failure?.Message);
            Assert.True(report.IsLost);
        }

        _board.Climate.SetDht22(4, new ClimateSample(20, 45));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(2, (await PollAsync(Define("dht22", All))).Length);
    }

    [Fact]
    public async Task Poll_Bme680_MeasuresInOurUnitsAndSetsTwoLeds()
    {
        var registers = new FakeI2cRegisters();
        registers[0xd0] = 0x61;
        _board.GetI2cBus(1).Attach(new I2cAddress(0x77), registers);

        var measurements = await PollAsync(Define("bme680", All));

        // Its gas resistance is NaN.
        Assert.Equal(
            [
                new Measurement("bme680-i2c", "temperature", ReadingValue.FromNumber(21.3), "Cel"),
                new Measurement("bme680-i2c", "relative_humidity", ReadingValue.FromNumber(40.5), "%"),
                new Measurement("bme680-i2c", "pressure", ReadingValue.FromNumber(101325), "Pa"),
                new Measurement("bme680-i2c", "air_quality_score", ReadingValue.FromNumber(42), "1"),
                new Measurement("bme680-i2c", "air_quality_accuracy", ReadingValue.FromNumber(3), "1"),
            ],
            measurements);
        Assert.Equal([new RgbColor(1, 2, 3), new RgbColor(4, 5, 6)], _board.Leds.Shown.Take(2));
    }

    [Fact]
    public async Task Poll_PluginThrows_IsLost()
    {
        // Nothing is at the address, and the plugin does not catch what its call says.
        var instance = await StartAsync(Define("bme680", All));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.StartsWith("trap: ", report.Failure?.Message, StringComparison.Ordinal);
            Assert.True(report.IsLost);
        }
    }

    [Fact]
    public async Task Poll_MoreMeasurementsThanMayBe_IsRefused()
    {
        var registers = new FakeI2cRegisters();
        registers[0xd0] = 0x61;
        _board.GetI2cBus(1).Attach(new I2cAddress(0x77), registers);

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => PollAsync(Define("bme680", All, new PluginLimits { Memories = 2, Measurements = 5 })));

        Assert.Equal("poll gave 6 measurements, at most 5 are accepted (plugins.bme680.limits.measurements)", failure.Message);
    }

    [Fact]
    public async Task Poll_PiMonitor_TellsOfTheMachineAndSwitchesTheFan()
    {
        _system.CpuTemperatureCelsius = 61.5;
        _system.CpuUsePercent = 12.5;
        _system.MemoryUsedBytes = (512UL << 20) + 7;
        _system.MemoryTotalBytes = 3794UL << 20;
        _system.Uptime = TimeSpan.FromSeconds(86_400.9);

        var measurements = await PollAsync(Define("pi-monitor", All));

        Assert.Equal(
            [
                new Measurement("board", "cpu_temperature", ReadingValue.FromNumber(61.5), "Cel"),
                new Measurement("board", "cpu_use", ReadingValue.FromNumber(12.5), "%"),
                new Measurement("board", "memory_used", ReadingValue.FromNumber(512 << 20), "By"),
                new Measurement("board", "memory_total", ReadingValue.FromNumber(3794L << 20), "By"),
                new Measurement("board", "uptime", ReadingValue.FromNumber(86_400), "s"),
                new Measurement("board", "fan", ReadingValue.FromFlag(true), ""),
            ],
            measurements);
        Assert.True(_board.Relays.Get("fan"));
    }

    [Fact]
    public async Task Poll_PiMonitorOnAMachineThatTellsNothing_LeavesOutWhatTheContractForcesToZero()
    {
        var definition = Define("pi-monitor", PermissionSet.Empty);

        var measurements = await PollAsync(definition);

        Assert.Empty(measurements);
        Assert.Equal(new RefusedCall("relays fan", 2, "[tool.wasihal] relays in pi-monitor.wasm"), Assert.Single(definition.Policy.Permissions.Refused));
    }

    [Fact]
    public async Task Render_WithGrants_ReachesEveryPartOfTheBoard()
    {
        AttachParts();
        var page = await RenderAsync(Define("dashboard", All));

        Assert.Equal(
            [
                "dht22: 21.5,45",
                "time: true",
                "bme680: error: read-bme680 is not supported: read the sensor through i2c.transfer, which needs i2c = [\"1:0x77\"]",
                "i2c: 0a0b0c",
                "i2c nothing read: ''",
                "i2c half a byte: error: write-data is \"0\", hexadecimal text of two digits a byte is accepted",
                "i2c no digits: error: write-data is \"zz\", hexadecimal text of two digits a byte is accepted",
                "i2c address: error: address 0xec is not between 0x08 and 0x77; an 8-bit form? Its 7-bit address is 0x76",
                "spi: 254 253 252",
                "uart write: 2",
                "uart read: 111 107",
                "leds: undefined",
                "buzzer: undefined",
                "fan: false",
                "i2c too long: error: a text or list of 600000 bytes is longer than 262144 (plugins.dashboard.limits.text_bytes)",
                "i2c more than a transaction: error: write has 4097 bytes, at most 4096 are accepted",
            ],
            Lines(page));
        Assert.Equal("Hi"u8.ToArray(), _board.GetUartPort("gps").TakeWritten());
        Assert.All(_board.Leds.Shown, color => Assert.Equal(new RgbColor(9, 9, 9), color));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([2000, .. Enumerable.Repeat(10, 10)], _board.Buzzer.Heard.Select(tone => (int)tone.Length.TotalMilliseconds));
        Assert.Equal((0x0a, 0xff), (_registers[0], _registers[1]));
    }

    [Fact]
    public async Task Render_FaultThatThePluginCannotBeTold_IsLoggedOnce()
    {
        int Told() => _workshop.Logs.GetSnapshot().Count(record => record.Message == "dashboard: set-led did nothing: LEDs 200 to 200 do not all exist: the strip has 0 to 10.");
        var before = Told();

        var instance = await StartAsync(Define("dashboard", All));
        await using (instance)
        {
            for (var time = 0; time < 2; time++)
            {
                await instance.CallAsync(guest => guest.Render("{}"), () => { });
            }
        }

        Assert.Equal(before + 1, Told());
    }

    [Fact]
    public async Task Render_WithoutGrants_SaysWhatToAdd()
    {
        AttachParts();
        var definition = Define("dashboard", PermissionSet.Empty);

        var lines = Lines(await RenderAsync(definition));

        Assert.Equal("dht22: error: climate 4 is not asked for: add it to [tool.wasihal] climate in dashboard.wasm", lines[0]);
        Assert.Equal("i2c: error: i2c 1:0x76 is not asked for: add it to [tool.wasihal] i2c in dashboard.wasm", lines[3]);
        Assert.Equal("spi: error: spi 0:0 is not asked for: add it to [tool.wasihal] spi in dashboard.wasm", lines[8]);
        Assert.Equal("uart write: error: uart gps is not asked for: add it to [tool.wasihal] uart in dashboard.wasm", lines[9]);
        Assert.Equal("fan: false", lines[13]);
        Assert.Equal(0, _board.Leds.FrameCount);
        Assert.Contains(definition.Policy.Permissions.Refused, call => call.What == "buzzer" && call.Count == 2);
    }

    [Fact]
    public async Task Render_NoSerialPort_SaysSo()
    {
        var lines = Lines(await RenderAsync(Define("dashboard", All)));

        Assert.Equal("uart read: error: There is no serial port: name one in [uart.NAME].", lines[10]);
    }

    [Theory]
    [InlineData("gps", "4800", 4800, "uart read: 111 107")]
    [InlineData("gps", "fast", null, "uart read: error: the setting baud is \"fast\", 50 to 4000000 is accepted")]
    [InlineData("radio", "9600", null, "uart read: error: uart radio is not asked for: add it to [tool.wasihal] uart in dashboard.wasm")]
    public async Task Render_SettingsOfTheSerialPort_AreFollowed(string port, string baud, int? opened, string line)
    {
        AttachParts();
        var settings = new Dictionary<string, string> { ["port"] = port, ["baud"] = baud };
        int? seen = null;

        var instance = await StartAsync(Define("dashboard", All, settings: settings));
        await using (instance)
        {
            var page = await instance.CallAsync(guest => guest.Render("{}"), () => { });
            seen = _board.GetUartPort("gps").Baud;
            Assert.Equal(line, Lines(page)[10]);
        }

        Assert.Equal(opened, seen);
    }

    [Fact]
    public async Task Render_Snapshot_ComesInTheShapeOfTheOriginalAndAnswersAWholePage()
    {
        var page = await RenderAsync(
            Define("dashboard", All),
            """{"node": "hub", "nodes": [{"id": "hub", "role": "hub"}], "readings": [{"node": "hub", "plugin": "pi-monitor", "sensor": "board", "quantity": "cpu_temperature", "value": 48.2, "stale": false}]}""");

        Assert.Contains("""<code>{"hub":{"cpu_temp":48.2}}</code>""", page, StringComparison.Ordinal);
        Assert.True(DashboardHtml.IsWholePage(page));
    }

    [Fact]
    public async Task Update_Oled_DrawsOnThePanel()
    {
        var panel = new FakeSsd1306();
        _board.GetI2cBus(1).Attach(new I2cAddress(0x3c), panel);
        var instance = await StartAsync(Define("oled", All));
        await using (instance)
        {
            await instance.CallAsync(
                guest =>
                {
                    guest.Update("""{"readings": [{"node": "a", "plugin": "dht22", "sensor": "dht22", "quantity": "temperature", "value": 21.4}]}""");
                    return true;
                },
                () => { });

            Assert.Equal([PluginKind.Display], instance.Kinds);
        }

        Assert.True(panel.IsOn);
        Assert.Equal([.. Enumerable.Repeat((byte)0xff, 21), .. new byte[1003]], panel.GetMemory());
    }

    [Fact]
    public async Task Call_WhatThePluginDoesNotGive_SaysSo()
    {
        var instance = await StartAsync(Define("dashboard", All));
        await using (instance)
        {
            Assert.Equal([PluginKind.Dashboard], instance.Kinds);
            Assert.Equal("the plugin is no Sensor", (await instance.PollAsync()).Failure?.Message);
            Assert.Equal("the plugin is no Display", await FailsAsync(guest => { guest.Update("{}"); return true; }));
            Assert.Equal("the plugin is no Actions", await FailsAsync(guest => guest.ListActions()));
            Assert.Equal("the host gave the plugin something that is no snapshot", await FailsAsync(guest => guest.Render("")));

            async Task<string> FailsAsync<T>(Func<IGuest, T> call) =>
                (await Assert.ThrowsAsync<PluginFailedException>(() => instance.CallAsync(call, () => Assert.Fail("the instance was lost")))).Message;
        }
    }

    [Fact]
    public async Task Load_GivesNothingOfAPlugin_SaysWhatIsMissing()
    {
        var wasm = Wasmtime.Module.ConvertText("""(component (import "demo:plugin/led-controller@0.2.0" (instance (export "clear" (func)))))""");

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => StartAsync(Define("probe", PermissionSet.Empty, wasm: wasm)));

        Assert.Equal("the component exports none of dht22-logic, bme680-logic, pi-monitor-logic, dashboard-logic, oled-logic of demo:plugin@0.2.0", failure.Message);
    }

    private static string[] Lines(string page) => page[(page.IndexOf("<pre>", StringComparison.Ordinal) + 5)..page.IndexOf("</pre>", StringComparison.Ordinal)].Split('\n');

    private static PluginDefinition Define(string name, PermissionSet rights, PluginLimits? limits = null, Dictionary<string, string>? settings = null, byte[]? wasm = null) =>
        GuestWorkshop.Define([new PluginFile($"{name}.wasm", wasm ?? TestComponents.Original(name))], $"{name}.wasm", PluginSourceKind.Component, name, limits ?? Limits(), rights, settings);

    // The tool that makes these components gives each a second memory.
    private static PluginLimits Limits() => new() { Memories = 2 };

    private void AttachParts()
    {
        _board.Climate.SetDht22(4, new ClimateSample(21.5, 45));
        (_registers[2], _registers[3], _registers[4]) = (0x0a, 0x0b, 0x0c);
        _board.GetI2cBus(1).Attach(new I2cAddress(0x76), _registers);
        _board.GetSpiDevice(0, 0).Responder = (_, write, read) =>
        {
            for (var i = 0; i < write.Length; i++)
            {
                read[i] = (byte)~write[i];
            }
        };
        _board.AddUartPort("gps").Feed("ok"u8);
    }

    private async Task<PluginInstance> StartAsync(PluginDefinition definition)
    {
        using var code = await _factory.PrepareAsync(definition, TestContext.Current.CancellationToken);
        return await PluginInstance.StartAsync(_factory, definition, code, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task<Measurement[]> PollAsync(PluginDefinition definition)
    {
        var instance = await StartAsync(definition);
        await using (instance)
        {
            var report = await instance.PollAsync();
            return report.Failure is null ? [.. instance.Measurements.Items] : throw report.Failure;
        }
    }

    private async Task<string> RenderAsync(PluginDefinition definition, string snapshot = "{}")
    {
        var instance = await StartAsync(definition);
        await using (instance)
        {
            return await instance.CallAsync(guest => guest.Render(snapshot), () => { });
        }
    }
}
