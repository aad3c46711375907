using System.Globalization;

namespace WasiHal.Hosting.Policy;

/// <summary>The one grammar of permissions, for what a plugin asks and for what an operator grants.</summary>
internal static class PermissionGrammar
{
    /// <summary>The highest pin and LED that can be named; boards have far fewer.</summary>
    public const int HighestNumber = 4095;

    private static readonly string[] Keys = ["i2c", "spi", "uart", "gpio", "climate", "pwm", "leds", "relays", "buzzer", "actions"];

    /// <summary>What the name of a port, relay or action may be, for messages.</summary>
    public const string AcceptedName = "1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit";

    /// <summary>All keys, for messages.</summary>
    public static string AcceptedKeys { get; } = string.Join(", ", Keys);

    /// <summary>The key of a kind.</summary>
    public static string KeyOf(CapabilityKind kind) => Keys[(int)kind];

    /// <summary>Finds the kind of a key.</summary>
    public static bool TryFind(string key, out CapabilityKind kind)
    {
        var index = Array.IndexOf(Keys, key);
        kind = (CapabilityKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>What one value of a kind may be, for messages.</summary>
    public static string Accepted(CapabilityKind kind) => kind switch
    {
        CapabilityKind.I2c => "\"bus:address\" with bus 0-255 and address 0x08-0x77, such as \"1:0x76\"",
        CapabilityKind.Spi => "\"bus:cs\" with both 0-255, such as \"0:1\"",
        CapabilityKind.Uart or CapabilityKind.Relays or CapabilityKind.Actions => $"a name of {AcceptedName}",
        CapabilityKind.Gpio or CapabilityKind.Climate => "a pin's BCM number, 0-4095, or a label of [gpio.labels]",
        CapabilityKind.Pwm => "a channel's number, 0-255",
        CapabilityKind.Leds => "an LED's index, 0-4095, or a range such as \"0-4\"",
        _ => "true or false",
    };

    /// <summary>Understands one value.</summary>
    /// <param name="kind">The kind of the key that it stands under.</param>
    /// <param name="text">The value.</param>
    /// <param name="pins">Knows the labels of pins; without it only numbers are known.</param>
    /// <param name="into">Takes what the value names; nothing for <c>buzzer = false</c>.</param>
    /// <param name="hint">More about what is wrong, if more can be said.</param>
    /// <returns>Whether the value is one.</returns>
    public static bool TryRead(CapabilityKind kind, string text, IGpioBank? pins, ICollection<Capability> into, out string? hint)
    {
        hint = null;
        switch (kind)
        {
            case CapabilityKind.I2c:
                return TryReadI2c(text, into, out hint);
            case CapabilityKind.Spi when TrySplit(text, ':', out var bus, out var select) && bus <= 255 && select <= 255:
                into.Add(Capability.Spi((byte)bus, (byte)select));
                return true;
            case CapabilityKind.Uart when IsName(text):
                into.Add(Capability.Uart(text));
                return true;
            case CapabilityKind.Relays when IsName(text):
                into.Add(Capability.Relay(text));
                return true;
            case CapabilityKind.Actions when IsName(text):
                into.Add(Capability.Action(text));
                return true;
            case CapabilityKind.Gpio or CapabilityKind.Climate when text.Length <= Capability.LongestName && TryPin(text, pins, out var pin) && pin is >= 0 and <= HighestNumber:
                into.Add(kind is CapabilityKind.Gpio ? Capability.Gpio(pin) : Capability.Climate(pin));
                return true;
            case CapabilityKind.Pwm when TryNumber(text, out var channel) && channel <= 255:
                into.Add(Capability.Pwm((byte)channel));
                return true;
            case CapabilityKind.Leds:
                return TryReadLeds(text, into);
            case CapabilityKind.Buzzer when bool.TryParse(text, out var sounds):
                if (sounds) { into.Add(Capability.Buzzer); }
                return true;
            default:
                return false;
        }
    }

    private static bool TryPin(string text, IGpioBank? pins, out int pin) =>
        pins is null ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pin) : pins.TryResolve(text, out pin);

    private static bool TryReadI2c(string text, ICollection<Capability> into, out string? hint)
    {
        hint = null;
        if (!TrySplit(text, ':', out var bus, out var address) || bus > 255)
        {
            return false;
        }

        if (address is < I2cAddress.Lowest or > I2cAddress.Highest)
        {
            if (address is > I2cAddress.Highest and <= 0xFF && address >> 1 is >= I2cAddress.Lowest)
            {
                hint = string.Create(CultureInfo.InvariantCulture, $"0x{address:x2} looks like an 8-bit form, whose 7-bit form is \"{bus}:0x{address >> 1:x2}\"");
            }

            return false;
        }

        into.Add(Capability.I2c((byte)bus, new I2cAddress(address)));
        return true;
    }

    private static bool TryReadLeds(string text, ICollection<Capability> into)
    {
        if (!TryNumber(text, out var first))
        {
            if (!TrySplit(text, '-', out first, out var last) || last < first || last > HighestNumber)
            {
                return false;
            }

            for (var index = first; index <= last; index++)
            {
                into.Add(Capability.Led(index));
            }

            return true;
        }

        if (first > HighestNumber)
        {
            return false;
        }

        into.Add(Capability.Led(first));
        return true;
    }

    private static bool TrySplit(string text, char separator, out int left, out int right)
    {
        right = 0;
        left = 0;
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at > 0 && TryNumber(text.AsSpan(0, at), out left) && TryNumber(text.AsSpan(at + 1), out right);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && number >= 0
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Whether a text may be the name of a port, relay or action.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > Capability.LongestName || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
    }
}
