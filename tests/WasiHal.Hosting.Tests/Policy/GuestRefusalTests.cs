using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Tests.Policy;

/// <summary>Every host function that needs a grant, called by a real Python plugin that lacks it.</summary>
[Collection(GuestCollection.Name)]
public sealed class GuestRefusalTests(GuestWorkshop workshop)
{
    // What needs no grant is said here and nowhere else.
    private static readonly string[] Free = ["leds#count"];
    private static readonly string[] FreeInterfaces = ["settings", "storage", "log", "system-info"];

    // The call in Python, and the capability that it needs.
    private static readonly Dictionary<string, (string Call, Capability Needs)> Calls = new(StringComparer.Ordinal)
    {
        ["i2c#transfer"] = ("i2c.transfer(1, 0x3c, b'x', 1)", Capability.I2c(1, new I2cAddress(0x3c))),
        ["spi#configure"] = ("spi.configure(0, 1, 1000000, 0)", Capability.Spi(0, 1)),
        ["spi#transfer"] = ("spi.transfer(0, 1, b'x')", Capability.Spi(0, 1)),
        ["uart#open"] = ("uart.open('gps', 9600)", Capability.Uart("gps")),
        ["uart#read"] = ("uart.read('gps', 1, 0)", Capability.Uart("gps")),
        ["uart#write"] = ("uart.write('gps', b'x')", Capability.Uart("gps")),
        ["gpio#configure"] = ("gpio.configure('17', gpio.Mode.INPUT)", Capability.Gpio(17)),
        ["gpio#read"] = ("gpio.read('button')", Capability.Gpio(17)),
        ["gpio#write"] = ("gpio.write('17', True)", Capability.Gpio(17)),
        ["gpio#wait-for-edge"] = ("gpio.wait_for_edge('17', gpio.Edge.BOTH, 0)", Capability.Gpio(17)),
        ["pwm#set"] = ("pwm.set(2, 50.0, 0.5)", Capability.Pwm(2)),
        ["pwm#stop"] = ("pwm.stop(2)", Capability.Pwm(2)),
        ["leds#set"] = ("leds.set(0, 1, 2, 3)", Capability.Led(0)),
        ["leds#set-range"] = ("leds.set_range(0, [1, 2])", Capability.Led(0)),
        ["leds#fill"] = ("leds.fill(1, 2, 3)", Capability.Led(0)),
        ["leds#clear"] = ("leds.clear()", Capability.Led(0)),
        ["leds#show"] = ("leds.show()", Capability.Led(0)),
        ["buzzer#beep"] = ("buzzer.beep(1, 10, 10)", Capability.Buzzer),
        ["relays#set"] = ("relays.set('fan', True)", Capability.Relay("fan")),
        ["relays#get"] = ("relays.get('fan')", Capability.Relay("fan")),
        ["climate#read-dht"] = ("climate.read_dht('4')", Capability.Climate(4)),
    };

    private static readonly Dictionary<CapabilityKind, (string NotGranted, string NotAsked)> Texts = new()
    {
        [CapabilityKind.I2c] = ("i2c 1:0x3c is not granted: add \"1:0x3c\" to plugins.oled.permissions.i2c", "i2c 1:0x3c is not asked for: add it to [tool.wasihal] i2c in oled.py"),
        [CapabilityKind.Spi] = ("spi 0:1 is not granted: add \"0:1\" to plugins.oled.permissions.spi", "spi 0:1 is not asked for: add it to [tool.wasihal] spi in oled.py"),
        [CapabilityKind.Uart] = ("uart gps is not granted: add \"gps\" to plugins.oled.permissions.uart", "uart gps is not asked for: add it to [tool.wasihal] uart in oled.py"),
        [CapabilityKind.Gpio] = ("gpio 17 is not granted: add 17 to plugins.oled.permissions.gpio", "gpio 17 is not asked for: add it to [tool.wasihal] gpio in oled.py"),
        [CapabilityKind.Pwm] = ("pwm 2 is not granted: add 2 to plugins.oled.permissions.pwm", "pwm 2 is not asked for: add it to [tool.wasihal] pwm in oled.py"),
        [CapabilityKind.Leds] = ("leds 0 is not granted: add 0 to plugins.oled.permissions.leds", "leds 0 is not asked for: add it to [tool.wasihal] leds in oled.py"),
        [CapabilityKind.Buzzer] = ("buzzer is not granted: set plugins.oled.permissions.buzzer = true", "buzzer is not asked for: set it to true in [tool.wasihal] in oled.py"),
        [CapabilityKind.Relays] = ("relays fan is not granted: add \"fan\" to plugins.oled.permissions.relays", "relays fan is not asked for: add it to [tool.wasihal] relays in oled.py"),
        [CapabilityKind.Climate] = ("climate 4 is not granted: add 4 to plugins.oled.permissions.climate", "climate 4 is not asked for: add it to [tool.wasihal] climate in oled.py"),
    };

    public static TheoryData<string> Functions => [.. Calls.Keys];

    [Fact]
    public void Calls_AreAllThatTheContractHas()
    {
        var guarded = HostContract.Functions.Select(HostFunctions.ShortName).Except(Free).Where(name => !FreeInterfaces.Contains(name[..name.IndexOf('#', StringComparison.Ordinal)]));

        Assert.Equal(guarded.Order(StringComparer.Ordinal), Calls.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_AskedForAndNotGranted_IsDeniedWithTheKeyToAdd(string function)
    {
        var (_, needs) = Calls[function];

        await RefusedAsync(function, asked: [needs], granted: [], Texts[needs.Kind].NotGranted, $"plugins.oled.permissions.{needs.PermissionKey}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_GrantedAndNotAskedFor_IsDeniedWithTheFileToAskIn(string function)
    {
        var (_, needs) = Calls[function];

        await RefusedAsync(function, asked: [], granted: [needs], Texts[needs.Kind].NotAsked, $"[tool.wasihal] {needs.PermissionKey} in oled.py");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Call_AskedForAndGranted_ReachesTheBoard(string function)
    {
        var (call, needs) = Calls[function];
        PermissionSet rights = PermissionSet.Of(needs.Kind is CapabilityKind.Leds ? [needs, Capability.Led(1)] : [needs]);

        var (text, board, policy, log) = await CallAsync(call, rights, rights);

        Assert.Equal("allowed", text);

        // A chip's clock and mode are only remembered until a transfer.
        Assert.True(board.Calls.Count > 0 || function == "spi#configure");
        Assert.Equal(0, policy.DeniedCalls);
        Assert.Equal(0, log.Collector.Count);
    }

    private async Task RefusedAsync(string function, Capability[] asked, Capability[] granted, string text, string key)
    {
        var (call, needs) = Calls[function];

        var (answer, board, policy, log) = await CallAsync(call, PermissionSet.Of(asked), PermissionSet.Of(granted));

        Assert.Equal($"Error_Denied {text}", answer);
        Assert.Empty(board.Calls);
        Assert.Equal([new RefusedCall(needs.ToString(), 3, key)], policy.Permissions.Refused);
        Assert.Equal($"oled was refused: {text}", Assert.Single(log.Collector.GetSnapshot()).Message);
    }

    // Calls three times, and answers what all three of them said.
    private async Task<(string Text, RecordingBoard Board, PluginPolicy Policy, FakeLogger Log)> CallAsync(string call, PermissionSet asked, PermissionSet granted)
    {
        var source = GuestWorkshop.Sensor(
            $"""
            answers = set()
            for _ in range(3):
                try:
                    {call}
                    answers.add("allowed")
                except Err as error:
                    answers.add(type(error.value).__name__ + " " + error.value.value)
            [answer] = answers
            return [Measurement("s", "answer", Value_Text(answer), "")]
            """,
            "from wit_world.imports import buzzer, climate, gpio, i2c, leds, pwm, relays, spi, uart");
        var board = new RecordingBoard();
        var log = new FakeLogger();
        var policy = new PluginPolicy("oled", "oled.py", asked, granted, log);
        using var factory = workshop.CreateFactory(board);
        var definition = GuestWorkshop.Define(source, "oled") with { Policy = policy };
        using var code = await factory.PrepareAsync(definition, TestContext.Current.CancellationToken);
        var instance = await PluginInstance.StartAsync(factory, definition, code, TimeProvider.System, TestContext.Current.CancellationToken);
        await using (instance)
        {
            var report = await instance.PollAsync();
            Assert.Null(report.Failure);
            return (instance.Measurements.Items[0].Value.Text!, board, policy, log);
        }
    }
}
