using System.Globalization;

namespace WasiHal.Hosting.Policy;

/// <summary>One thing that a plugin may be allowed to touch, such as <c>i2c 1:0x3c</c>.</summary>
internal readonly record struct Capability : IComparable<Capability>
{
    /// <summary>Length of a port's, relay's or action's name at most.</summary>
    public const int LongestName = 64;

    private readonly int _number;
    private readonly string? _name;

    private Capability(CapabilityKind kind, int number, string? name = null)
    {
        Kind = kind;
        _number = number;
        _name = name;
    }

    /// <summary>What it is about.</summary>
    public CapabilityKind Kind { get; }

    /// <summary>The name of a port, relay or action; null for everything that has a number.</summary>
    public string? Name => _name;

    /// <summary>Pin, channel or index.</summary>
    public int Number => _number;

    /// <summary>The kind in the high, the full number in the low half, so that no two capabilities share a key whatever number a plugin gives.</summary>
    public long Key => ((long)Kind << 32) | (uint)_number;

    public static Capability I2c(byte bus, I2cAddress address) => new(CapabilityKind.I2c, (bus << 8) | address.Value);

    public static Capability Spi(byte bus, byte chipSelect) => new(CapabilityKind.Spi, (bus << 8) | chipSelect);

    public static Capability Uart(string name) => new(CapabilityKind.Uart, 0, Bounded(name));

    public static Capability Gpio(int pin) => new(CapabilityKind.Gpio, pin);

    public static Capability Climate(int pin) => new(CapabilityKind.Climate, pin);

    public static Capability Pwm(byte channel) => new(CapabilityKind.Pwm, channel);

    public static Capability Led(int index) => new(CapabilityKind.Leds, index);

    public static Capability Relay(string name) => new(CapabilityKind.Relays, 0, Bounded(name));

    public static Capability Buzzer { get; } = new(CapabilityKind.Buzzer, 0);

    public static Capability Action(string name) => new(CapabilityKind.Actions, 0, Bounded(name));

    /// <summary>The key of the permission grammar that it stands under.</summary>
    public string PermissionKey => PermissionGrammar.KeyOf(Kind);

    /// <summary>Its value in the permission grammar without quotes: <c>1:0x3c</c>, <c>17</c>, <c>fan</c>.</summary>
    public string Value => Kind switch
    {
        CapabilityKind.I2c => string.Create(CultureInfo.InvariantCulture, $"{_number >> 8}:0x{_number & 0xFF:x2}"),
        CapabilityKind.Spi => string.Create(CultureInfo.InvariantCulture, $"{_number >> 8}:{_number & 0xFF}"),
        CapabilityKind.Uart or CapabilityKind.Relays or CapabilityKind.Actions => PlainText.Of(_name ?? ""),
        CapabilityKind.Buzzer => "true",
        _ => _number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Its value as TOML writes it: <c>"1:0x3c"</c>, <c>17</c>, <c>true</c>.</summary>
    public string TomlValue => Kind is CapabilityKind.I2c or CapabilityKind.Spi or CapabilityKind.Uart or CapabilityKind.Relays or CapabilityKind.Actions
        ? $"\"{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : Value;

    public int CompareTo(Capability other) => Key.CompareTo(other.Key) is var order and not 0 ? order : string.CompareOrdinal(_name, other._name);

    /// <summary>As an operator reads it: <c>i2c 1:0x3c</c>, <c>leds 3</c>, <c>buzzer</c>, <c>action calibrate</c>.</summary>
    public override string ToString() => Kind switch
    {
        CapabilityKind.Buzzer => PermissionKey,
        CapabilityKind.Actions => $"action {Value}",
        _ => $"{PermissionKey} {Value}",
    };

    // A plugin chooses these names: a long one is cut, to a length that no grant can have.
    private static string Bounded(string name) => PlainText.Cut(name, LongestName);
}
