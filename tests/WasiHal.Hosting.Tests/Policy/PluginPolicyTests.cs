using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Tests.Policy;

public sealed class PluginPolicyTests
{
    private static readonly Capability Display = Capability.I2c(1, new I2cAddress(0x3c));
    private readonly FakeLogger _logger = new();

    [Fact]
    public void Demand_AskedAndGranted_GoesOn()
    {
        var sut = Policy([Display], [Display]);

        sut.Demand(Display);

        Assert.Equal(0, sut.DeniedCalls);
    }

    [Fact]
    public void TellRefusals_EveryRefusal_IsToldToTheLastWhoAsked()
    {
        var sut = Policy([Display], []);
        var (first, second) = (0, 0);
        sut.TellRefusals(() => first++);
        Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Display));
        sut.TellRefusals(() => second++);

        Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Display));
        Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Display));

        Assert.Equal((1, 2), (first, second));
    }

    public static TheoryData<int, string, string> NotGranted => new()
    {
        { 0, "i2c 1:0x3c is not granted: add \"1:0x3c\" to plugins.oled.permissions.i2c", "plugins.oled.permissions.i2c" },
        { 1, "spi 0:1 is not granted: add \"0:1\" to plugins.oled.permissions.spi", "plugins.oled.permissions.spi" },
        { 2, "uart gps is not granted: add \"gps\" to plugins.oled.permissions.uart", "plugins.oled.permissions.uart" },
        { 3, "gpio 17 is not granted: add 17 to plugins.oled.permissions.gpio", "plugins.oled.permissions.gpio" },
        { 4, "climate 4 is not granted: add 4 to plugins.oled.permissions.climate", "plugins.oled.permissions.climate" },
        { 5, "pwm 2 is not granted: add 2 to plugins.oled.permissions.pwm", "plugins.oled.permissions.pwm" },
        { 6, "leds 3 is not granted: add 3 to plugins.oled.permissions.leds", "plugins.oled.permissions.leds" },
        { 7, "relays fan is not granted: add \"fan\" to plugins.oled.permissions.relays", "plugins.oled.permissions.relays" },
        { 9, "action calibrate is not granted: add \"calibrate\" to plugins.oled.permissions.actions", "plugins.oled.permissions.actions" },
        { 8, "buzzer is not granted: set plugins.oled.permissions.buzzer = true", "plugins.oled.permissions.buzzer" },
    };

    private static Capability[] OneOfEach =>
    [
        Display, Capability.Spi(0, 1), Capability.Uart("gps"), Capability.Gpio(17), Capability.Climate(4), Capability.Pwm(2), Capability.Led(3),
        Capability.Relay("fan"), Capability.Buzzer, Capability.Action("calibrate"),
    ];

    [Theory]
    [MemberData(nameof(NotGranted))]
    public void Demand_AskedAndNotGranted_SaysTheKeyToAddTo(int index, string message, string key)
    {
        var capability = OneOfEach[index];
        var sut = Policy([capability], []);

        var exception = Assert.Throws<CapabilityDeniedException>(() => sut.Demand(capability));

        Assert.Equal(message, exception.Message);
        Assert.Equal([new RefusedCall(capability.ToString(), 1, key)], sut.Permissions.Refused);
    }

    [Fact]
    public void Demand_NotAskedFor_SaysTheFileToAskIn()
    {
        var sut = Policy([], [Display]);

        var exception = Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Display));

        Assert.Equal("i2c 1:0x3c is not asked for: add it to [tool.wasihal] i2c in oled/app.py", exception.Message);
        Assert.Equal("[tool.wasihal] i2c in oled/app.py", exception.Key);
    }

    [Fact]
    public void Demand_RefusedOften_IsCountedAndLoggedOnce()
    {
        var sut = Policy([Display], []);

        for (var i = 0; i < 5; i++)
        {
            Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Display));
        }

        Assert.Equal(5, sut.DeniedCalls);
        Assert.Equal(5, sut.Permissions.Refused.Single().Count);
        var record = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(LogLevel.Warning, record.Level);
        Assert.Equal(2200, record.Id.Id);
        Assert.Equal("oled was refused: i2c 1:0x3c is not granted: add \"1:0x3c\" to plugins.oled.permissions.i2c", record.Message);
    }

    [Fact]
    public void Demand_RefusedForMoreThingsThanAreCounted_SumsTheRest()
    {
        var sut = Policy([], []);

        for (var pin = 0; pin < 1000; pin++)
        {
            Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Capability.Gpio(pin)));
        }

        Assert.Equal(1000, sut.DeniedCalls);
        Assert.Equal(65, sut.Permissions.Refused.Count);
        Assert.Equal(new RefusedCall("others", 936, ""), sut.Permissions.Refused[^1]);
        var told = _logger.Collector.GetSnapshot();
        Assert.Equal(PluginPolicy.MostTold + 1, told.Count);
        Assert.Equal((2201, "oled was refused more than 8 different things; from here on they are only counted (/api/plugins lists them)"), (told[^1].Id.Id, told[^1].Message));
    }

    [Fact]
    public void Demand_LongNameWithControlCharacters_IsCutAndEscaped()
    {
        var sut = Policy([], []);
        var name = "a\nb\u001b[2J" + new string('x', 5_000_000);

        var exception = Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Capability.Uart(name)));

        Assert.True(exception.Message.Length < 200);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void Demand_NameThatBeginsLikeAGrantedOne_IsRefused()
    {
        var granted = Capability.Relay(new string('f', 64));
        var sut = Policy([granted], [granted]);

        sut.Demand(granted);

        Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Capability.Relay(new string('f', 65))));
        Assert.Throws<CapabilityDeniedException>(() => sut.Demand(Capability.Uart(new string('f', 64))));
    }

    [Fact]
    public void DemandAnyLed_NoneGranted_NamesOneThatIsAskedFor()
    {
        var sut = Policy([Capability.Led(2)], [Capability.Led(3)]);

        var exception = Assert.Throws<CapabilityDeniedException>(sut.DemandAnyLed);

        Assert.Equal("leds 2 is not granted: add 2 to plugins.oled.permissions.leds", exception.Message);
    }

    [Fact]
    public void LinesToPaste_KeepWhatIsGrantedAndAddWhatIsMissing()
    {
        var sut = Policy([Display, Capability.Led(2), Capability.Led(0), Capability.Led(1), Capability.Gpio(4), Capability.Buzzer], [Capability.I2c(1, new I2cAddress(0x76)), Capability.Gpio(4)]);

        Assert.Equal(
            """
            [plugins.oled.permissions]
            i2c = ["1:0x3c", "1:0x76"]
            gpio = [4]
            leds = ["0-2"]
            buzzer = true
            """.ReplaceLineEndings("\n"),
            sut.LinesToPaste);
        Assert.Equal("", Policy([Display], [Display]).LinesToPaste);
    }

    [Fact]
    public void Permissions_ShowAskedAndInForce()
    {
        var sut = Policy([Display, Capability.Led(0), Capability.Led(1), Capability.Relay("fan")], [Display, Capability.Led(1), Capability.Buzzer]);

        Assert.Equal(["i2c 1:0x3c", "leds 0-1", "relays fan"], sut.Permissions.Asked);
        Assert.Equal(["i2c 1:0x3c", "leds 1"], sut.Permissions.Granted);
        Assert.Empty(sut.Permissions.Refused);
    }

    private PluginPolicy Policy(Capability[] asked, Capability[] granted) =>
        new("oled", "oled/app.py", PermissionSet.Of(asked), PermissionSet.Of(granted), _logger);
}
