using System.Buffers.Text;
using System.Text;

namespace WasiHal.Linux;

/// <summary>Reads the few shapes of text that the kernel writes. Malformed text is <see langword="null"/>. Makes no garbage but the strings asked for.</summary>
internal static class KernelText
{
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n\0"u8);

    public static string? Name(ReadOnlySpan<byte> text) => Trim(text) is { IsEmpty: false } name ? Encoding.UTF8.GetString(name) : null;

    public static long? Integer(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(Trim(text), out long value, out var used) && used == Trim(text).Length ? value : null;

    public static uint? Hexadecimal(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(Trim(text), out uint value, out var used, 'x') && used == Trim(text).Length ? value : null;

    /// <summary>The first field of <c>/proc/uptime</c> in seconds.</summary>
    public static double? FirstDecimal(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out var used, 'f') && used < text.Length && text[used] is (byte)' ' or (byte)'\n'
            && double.IsFinite(value) && value >= 0
            ? value
            : null;

    /// <summary>A line of <c>/proc/meminfo</c>, such as <c>MemTotal:  3884092 kB</c>, in bytes.</summary>
    public static ulong? Kibibytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith(label) && line.EndsWith(" kB"u8))
            {
                return Integer(line[label.Length..^3]) is >= 0 and <= long.MaxValue / 1024 and var value ? (ulong)value * 1024 : null;
            }
        }

        return null;
    }
}
