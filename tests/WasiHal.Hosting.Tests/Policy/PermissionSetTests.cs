using CsCheck;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Tests.Policy;

public sealed class PermissionSetTests
{
    private static readonly string[] Keys = ["i2c", "spi", "uart", "gpio", "climate", "pwm", "leds", "relays", "buzzer", "actions"];

    [Theory]
    [InlineData("i2c", "1:0x3c", "i2c 1:0x3c")]
    [InlineData("i2c", "1:0x3C", "i2c 1:0x3c")]
    [InlineData("i2c", "1:60", "i2c 1:0x3c")]
    [InlineData("i2c", "255:0x08", "i2c 255:0x08")]
    [InlineData("spi", "0:1", "spi 0:1")]
    [InlineData("uart", "gps", "uart gps")]
    [InlineData("gpio", "17", "gpio 17")]
    [InlineData("gpio", "button", "gpio 17")]
    [InlineData("climate", "4", "climate 4")]
    [InlineData("pwm", "0", "pwm 0")]
    [InlineData("leds", "0-4", "leds 0-4")]
    [InlineData("leds", "7", "leds 7")]
    [InlineData("relays", "fan", "relays fan")]
    [InlineData("buzzer", "true", "buzzer")]
    [InlineData("actions", "calibrate", "action calibrate")]
    [InlineData("actions", "0.A_z-9", "action 0.A_z-9")]
    [InlineData("buzzer", "False", "")]
    public void Parse_AcceptedValue_IsTheCapability(string key, string value, string text)
    {
        var faults = new List<string>();

        var set = Parse(key, value, faults);

        Assert.Empty(faults);
        Assert.Equal(text.Length == 0 ? [] : [text], set.Texts);
    }

    [Theory]
    [InlineData("i2c", "0x3c", "is not \"bus:address\"")]
    [InlineData("i2c", "1:0x07", "0x08-0x77")]
    [InlineData("i2c", "1:0xec", "whose 7-bit form is \"1:0x76\"")]
    [InlineData("i2c", "256:0x3c", "bus 0-255")]
    [InlineData("i2c", "-1:0x3c", "bus 0-255")]
    [InlineData("i2c", "1:0xFFFFFFFF", "0x08-0x77")]
    [InlineData("i2c", "1:99999999999", "0x08-0x77")]
    [InlineData("i2c", "1:0x3c:2", "0x08-0x77")]
    [InlineData("spi", "0", "\"bus:cs\"")]
    [InlineData("spi", "0:256", "\"bus:cs\"")]
    [InlineData("uart", "", "a name")]
    [InlineData("uart", "../tty", "a name")]
    [InlineData("gpio", "knob", "a label of [gpio.labels]")]
    [InlineData("gpio", "4096", "0-4095")]
    [InlineData("gpio", "-1", "0-4095")]
    [InlineData("climate", "x", "0-4095")]
    [InlineData("pwm", "256", "0-255")]
    [InlineData("leds", "4-0", "\"0-4\"")]
    [InlineData("leds", "0-4096", "0-4095")]
    [InlineData("leds", "0-99999999999", "0-4095")]
    [InlineData("leds", "all", "0-4095")]
    [InlineData("relays", "a b", "a name")]
    [InlineData("buzzer", "1", "true or false")]
    [InlineData("actions", "", "a name")]
    [InlineData("actions", "-a", "a name")]
    [InlineData("actions", "a/b", "a name")]
    [InlineData("buzzers", "true", "is no permission: use i2c, spi")]
    public void Parse_WrongValue_NamesKeyValueAndWhatIsAccepted(string key, string value, string accepted)
    {
        var faults = new List<string>();

        Parse(key, value, faults);

        var fault = Assert.Single(faults);
        Assert.StartsWith($"plugins.oled.permissions.{key}", fault, StringComparison.Ordinal);
        Assert.Contains(accepted, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_EightBitAddress_GivesTheSevenBitForm()
    {
        var faults = new List<string>();

        Parse("i2c", "1:0xEC", faults);

        Assert.Equal(
            "plugins.oled.permissions.i2c: \"1:0xEC\" is not \"bus:address\" with bus 0-255 and address 0x08-0x77, such as \"1:0x76\"; 0xec looks like an 8-bit form, whose 7-bit form is \"1:0x76\"",
            Assert.Single(faults));
    }

    [Fact]
    public void Parse_EveryFault_IsTold()
    {
        var faults = new List<string>();

        PermissionSet.Parse([new("i2c", ["x", "1:0x3c", "y"]), new("nothing", [])], "", new RecordingBoard(), faults);

        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Parse_ListWithoutEnd_IsAFault()
    {
        var faults = new List<string>();

        PermissionSet.Parse([new("leds", [.. Enumerable.Repeat("0-4095", 1000)])], "", new RecordingBoard(), faults);

        Assert.Contains("names more than", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Contains_PinByLabelAndByNumber_AreOne()
    {
        var labelled = Parse("gpio", "button", []);
        var numbered = Parse("gpio", "17", []);

        Assert.Equal(numbered.Capabilities, labelled.Capabilities);
        Assert.Equal(numbered.Capabilities, numbered.Intersect(labelled).Capabilities);
    }

    [Fact]
    public void Intersect_IsWhatBothHave()
    {
        var capability = Gen.OneOf(
            Gen.Int[0, 20].Select(Capability.Gpio),
            Gen.Int[0, 20].Select(Capability.Led),
            Gen.OneOf("a", "b", "c").Select(Capability.Relay),
            Gen.OneOf("a", "b", "c").Select(Capability.Uart),
            Gen.Byte[0, 5].Select(bus => Capability.I2c(bus, new I2cAddress(0x40))),
            Gen.Byte[0, 5].Select(bus => Capability.Spi(bus, 0x40)));

        Gen.Select(capability.Array[0, 20], capability.Array[0, 20]).SampleFixed(
            (left, right) =>
            {
                var (a, b) = (PermissionSet.Of(left), PermissionSet.Of(right));
                Assert.Equal(left.Intersect(right).Order(), a.Intersect(b).Capabilities);
                Assert.Equal(left.Except(right).Order(), a.Except(b).Capabilities);
                Assert.All(left, c => Assert.True(a.Contains(c)));
                Assert.All(right.Except(left), c => Assert.False(a.Contains(c)));
            },
            runs: 2000);
    }

    [Fact]
    public void TomlLines_OfAnySet_AreUnderstoodAsTheSameSet()
    {
        var name = Gen.Select(Gen.Char["azAZ09"], Gen.String[Gen.Char["azAZ09._-"], 0, 63]).Select(parts => parts.Item1 + parts.Item2);
        var number = Gen.Int[0, PermissionGrammar.HighestNumber];
        var capability = Gen.OneOf(
            Gen.Select(Gen.Byte, Gen.Int[I2cAddress.Lowest, I2cAddress.Highest]).Select(pair => Capability.I2c(pair.Item1, new I2cAddress(pair.Item2))),
            Gen.Select(Gen.Byte, Gen.Byte).Select(pair => Capability.Spi(pair.Item1, pair.Item2)),
            name.Select(Capability.Uart),
            number.Select(Capability.Gpio),
            number.Select(Capability.Climate),
            Gen.Byte.Select(Capability.Pwm),
            Gen.Int[0, 12].Select(Capability.Led),
            number.Select(Capability.Led),
            name.Select(Capability.Relay),
            name.Select(Capability.Action),
            Gen.Const(Capability.Buzzer));

        capability.Array[0, 30].SampleFixed(
            capabilities =>
            {
                var set = PermissionSet.Of(capabilities);
                var table = TomlDocument.Parse(new MetadataText(string.Join('\n', set.ToTomlLines()), 1), "test").Root;
                var faults = new List<string>();

                var again = PermissionSet.Parse(table.Select(pair => new PermissionItem(pair.Key, Values(pair.Value))), "", new RecordingBoard(), faults);

                Assert.Empty(faults);
                Assert.Equal(set.Capabilities, again.Capabilities);
            },
            runs: 5000);

        static string[] Values(object value) => [.. (value as IEnumerable<object?> ?? [value]).Select(item => $"{item}")];
    }

    [Fact]
    public void Parse_AnyText_AnswersWithFaultsAndNeverThrows()
    {
        var text = Gen.OneOf(
            Gen.String[0, 40],
            Gen.String[Gen.Char["0123456789:x-abcdefABCDEF {}\0"], 0, 20],
            Gen.OneOf("", "0x", "0x:", ":", "-", "0-", "-0", "1:", ":1", "0x0:0x08", "\uD800", "99999999999999999999"));

        Gen.Select(Gen.OneOf(Keys), text).SampleFixed(
            (key, value) =>
            {
                var faults = new List<string>();
                var set = Parse(key, value, faults);
                Assert.True(faults.Count == 1 || set.Capabilities.Count > 0 || key == "buzzer");

                // What was understood is written in a form that is understood as the same.
                Assert.All(set.Capabilities, c => Assert.Equal([c], Parse(key, c.Value, faults).Capabilities));
            },
            runs: 20_000);
    }

    private static PermissionSet Parse(string key, string value, List<string> faults) =>
        PermissionSet.Parse([new(key, [value])], "plugins.oled.permissions.", new RecordingBoard(), faults);
}
