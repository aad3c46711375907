using System.Globalization;
using System.Numerics;

namespace WasiHal;

/// <summary>Refuses arguments in one wording: what it is, its value, what is accepted.</summary>
internal static class Require
{
    public const int MaxTransferBytes = 4096;

    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    public static void Range<T>(string argument, T value, T lowest, T highest, string unit = "")
        where T : INumber<T>
    {
        // Written so that NaN is refused.
        if (!(value >= lowest && value <= highest))
        {
            throw Invalid(argument, value.ToString(null, CultureInfo.InvariantCulture), Words(lowest, highest, unit));
        }
    }

    public static void Range(string argument, TimeSpan value, TimeSpan lowest, TimeSpan highest)
    {
        if (value < lowest || value > highest)
        {
            throw Invalid(argument, Milliseconds(value), Words(lowest.TotalMilliseconds, highest.TotalMilliseconds, "ms"));
        }
    }

    public static void Length(string argument, int length, int lowest = 0, int highest = MaxTransferBytes)
    {
        // The text is made only for the exception: every bus transaction comes this way.
        if (length < lowest || length > highest)
        {
            Range($"length of {argument}", length, lowest, highest, "bytes");
        }
    }

    /// <summary>The arguments of <see cref="ISpiDevice.Transfer"/>.</summary>
    public static void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, ReadOnlySpan<byte> read, int maxBytes)
    {
        Range(nameof(settings.ClockHz), settings.ClockHz, 1, 125_000_000, "Hz");
        Range(nameof(settings.Mode), settings.Mode, (byte)0, (byte)3);
        Length(nameof(write), write.Length, lowest: 1, highest: maxBytes);
        Range("length of read", read.Length, write.Length, write.Length, "bytes, as long as write");
    }

    /// <summary>The arguments of <see cref="ILedStrip.Set"/>.</summary>
    public static void Colors(int start, ReadOnlySpan<RgbColor> colors, int leds)
    {
        Range(nameof(start), start, 0, leds, "LEDs");
        Range($"length of {nameof(colors)}", colors.Length, 0, leds - start, "LEDs");
    }

    public static void Wait(TimeSpan timeout) => Range(nameof(timeout), timeout, TimeSpan.Zero, MaxWait);

    public static void Defined<T>(string argument, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw Invalid(argument, value.ToString(), string.Join(", ", Enum.GetNames<T>()));
        }
    }

    public static HardwareException Invalid(string argument, string value, string accepted) =>
        new(HardwareErrorKind.Invalid, $"{argument} is {value}: accepted is {accepted}.");

    public static HardwareException NotPresent(string what, string has) =>
        new(HardwareErrorKind.NotPresent, $"This board has no {what}: it has {has}.");

    private static string Words<T>(T lowest, T highest, string unit)
        where T : INumber<T> =>
        string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}{(unit.Length == 0 ? "" : " ")}{unit}");

    private static string Milliseconds(TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds} ms");
}
