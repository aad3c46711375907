using Microsoft.Extensions.Configuration;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting;

/// <summary>What a plugin is granted: <c>[plugins.&lt;name&gt;.permissions]</c>, in the grammar that plugins ask in.</summary>
public sealed class PermissionOptions
{
    /// <summary>I²C devices, as <c>bus:address</c>: <c>1:0x76</c>.</summary>
    [ConfigurationKeyName("i2c")]
    [PermissionValue(CapabilityKind.I2c)]
    public IList<string> I2c { get; } = [];

    /// <summary>SPI chip selects, as <c>bus:cs</c>: <c>0:1</c>.</summary>
    [ConfigurationKeyName("spi")]
    [PermissionValue(CapabilityKind.Spi)]
    public IList<string> Spi { get; } = [];

    /// <summary>Serial ports, by configured name.</summary>
    [ConfigurationKeyName("uart")]
    [PermissionValue(CapabilityKind.Uart)]
    public IList<string> Uart { get; } = [];

    /// <summary>Digital pins, by BCM number or label.</summary>
    [ConfigurationKeyName("gpio")]
    [PermissionValue(CapabilityKind.Gpio)]
    public IList<string> Gpio { get; } = [];

    /// <summary>Pins with single-wire climate sensors, by BCM number or label.</summary>
    [ConfigurationKeyName("climate")]
    [PermissionValue(CapabilityKind.Climate)]
    public IList<string> Climate { get; } = [];

    /// <summary>PWM channels, 0 to 255.</summary>
    [ConfigurationKeyName("pwm")]
    [PermissionValue(CapabilityKind.Pwm)]
    public IList<string> Pwm { get; } = [];

    /// <summary>LEDs, by index or range: <c>3</c>, <c>0-4</c>.</summary>
    [ConfigurationKeyName("leds")]
    [PermissionValue(CapabilityKind.Leds)]
    public IList<string> Leds { get; } = [];

    /// <summary>Switched outputs, by configured name.</summary>
    [ConfigurationKeyName("relays")]
    [PermissionValue(CapabilityKind.Relays)]
    public IList<string> Relays { get; } = [];

    /// <summary>The buzzer.</summary>
    [ConfigurationKeyName("buzzer")]
    public bool Buzzer { get; set; }

    /// <summary>What the plugin offers to do and may be asked for, by name: 1 to 64 of A-Z a-z 0-9 . _ -.</summary>
    [ConfigurationKeyName("actions")]
    [PermissionValue(CapabilityKind.Actions)]
    public IList<string> Actions { get; } = [];

    /// <summary>Whether anything is granted.</summary>
    internal bool GrantAny => Buzzer || new[] { I2c, Spi, Uart, Gpio, Climate, Pwm, Leds, Relays, Actions }.Any(values => values.Count > 0);

    internal IReadOnlyList<PermissionItem> ToItems() =>
    [
        Item(CapabilityKind.I2c, I2c), Item(CapabilityKind.Spi, Spi), Item(CapabilityKind.Uart, Uart), Item(CapabilityKind.Gpio, Gpio),
        Item(CapabilityKind.Climate, Climate), Item(CapabilityKind.Pwm, Pwm), Item(CapabilityKind.Leds, Leds), Item(CapabilityKind.Relays, Relays),
        Item(CapabilityKind.Buzzer, [Buzzer ? "true" : "false"]), Item(CapabilityKind.Actions, Actions),
    ];

    private static PermissionItem Item(CapabilityKind kind, IList<string> values) => new(PermissionGrammar.KeyOf(kind), [.. values]);
}
