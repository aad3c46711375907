using System.Globalization;

namespace WasiHal;

/// <summary>Where a chip is, written as <c>1:0x76</c>: bus and address.</summary>
internal readonly record struct I2cPlace(byte Bus, I2cAddress Address)
{
    public static bool TryParse(string? text, out I2cPlace place)
    {
        place = default;
        var parts = (text ?? "").Split(':');
        if (parts.Length != 2 || !byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bus) || !TryParseNumber(parts[1], out var address))
        {
            return false;
        }

        if (address is < I2cAddress.Lowest or > I2cAddress.Highest)
        {
            return false;
        }

        place = new(bus, new(address));
        return true;
    }

    private static bool TryParseNumber(string text, out int number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
