using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal;

/// <summary>A length of time as configuration writes it: <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>, <c>7d</c>.</summary>
/// <param name="Value">The length.</param>
[TypeConverter(typeof(DurationConverter))]
public readonly record struct Duration(TimeSpan Value)
{
    /// <summary>What <see cref="TryParse"/> accepts, for messages.</summary>
    public const string Accepted = "a number with ms, s, m, h or d, such as 500ms, 5s, 2m or 1h";

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a length of time.</summary>
    /// <param name="text">A number, without sign, and a unit.</param>
    /// <param name="duration">The length.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Duration duration)
    {
        duration = default;
        if (text is null)
        {
            return false;
        }

        foreach (var (unit, length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * length.TotalDays < 36500)
            {
                duration = new(length * number);
                return true;
            }
        }

        return false;
    }

    /// <summary>The shortest form in the largest unit that is exact.</summary>
    public override string ToString()
    {
        foreach (var (unit, length) in Units[1..])
        {
            if (Value >= length && Value.Ticks % length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Value.Ticks / length.Ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Value.TotalMilliseconds}ms");
    }
}
