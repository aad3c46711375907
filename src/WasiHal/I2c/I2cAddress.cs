using System.Globalization;

namespace WasiHal;

/// <summary>A 7-bit I²C address, right-aligned, 0x08 to 0x77; the ends of the range are reserved by the bus.</summary>
public readonly record struct I2cAddress
{
    /// <summary>The lowest address that a device can have.</summary>
    public const int Lowest = 0x08;

    /// <summary>The highest address that a device can have.</summary>
    public const int Highest = 0x77;

    /// <summary>Makes an address.</summary>
    /// <param name="value">0x08 to 0x77.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range; for what looks like an 8-bit form the message says so.</exception>
    public I2cAddress(int value)
    {
        if (value is < Lowest or > Highest)
        {
            var hint = value is > Highest and <= 0xFF
                ? string.Create(CultureInfo.InvariantCulture, $" An 8-bit form? Its 7-bit address is 0x{value >> 1:x2}.")
                : "";
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"I2C address 0x{value:x2} is not between 0x08 and 0x77.{hint}"));
        }

        Value = (byte)value;
    }

    /// <summary>The address, 0x08 to 0x77; 0 for a default value, which no bus accepts.</summary>
    public byte Value { get; }

    /// <summary>The address as <c>0x76</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x2}");
}
