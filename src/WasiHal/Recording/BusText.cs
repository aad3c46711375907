using System.Globalization;
using System.Text;

namespace WasiHal.Recording;

/// <summary>Transactions in words, for people and for comparing what came with what was recorded.</summary>
internal static class BusText
{
    /// <summary>Whose turn it is: <c>i2c-1 0x76</c>, <c>gpio-17</c>. Order is kept within each of them.</summary>
    public static string Device(in BusEntry entry) => BusVerbShape.Of(entry.Verb).HasAddress
        ? string.Create(CultureInfo.InvariantCulture, $"{entry.Bus} 0x{entry.Address:x2}")
        : entry.Bus;

    /// <summary>What was asked of it: <c>write d0 read 1</c>. Equal requests have equal words, as far as bytes are kept.</summary>
    /// <param name="entry">The transaction.</param>
    /// <param name="write">The bytes written, cut or whole.</param>
    public static string Request(in BusEntry entry, ReadOnlySpan<byte> write)
    {
        var shape = BusVerbShape.Of(entry.Verb);
        var words = new List<string>();
        if (shape.Operation is { } operation)
        {
            words.Add(operation);
        }

        if (shape.Whole is { } whole)
        {
            words.Add($"{whole} {(shape.Words is { } names ? Word(names, entry.Whole) : Number(entry.Whole))}");
        }

        AddIf(words, shape.SecondWhole, Number(entry.SecondWhole));
        AddIf(words, shape.AnswersReals ? null : shape.Real, Number(entry.Real));
        AddIf(words, shape.AnswersReals ? null : shape.SecondReal, Number(entry.SecondReal));
        AddIf(words, shape.AnswersFlag ? null : shape.Flag, entry.Flag ? "true" : "false");
        if (shape.Writes && entry.WriteLength > 0)
        {
            words.Add((shape.Operation == "write" ? "" : "write ") + Bytes(write, entry.WriteLength));
        }

        if (shape.HasAddress && entry.ReadLength > 0)
        {
            words.Add($"read {Number(entry.ReadLength)}");
        }

        return words.Count == 0 ? "the address only" : string.Join(' ', words);
    }

    private static string Bytes(ReadOnlySpan<byte> bytes, int length)
    {
        var kept = bytes[..Math.Min(bytes.Length, BusRecorder.KeptBytes)];
        var text = new StringBuilder(Convert.ToHexStringLower(kept));
        if (kept.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $"… ({length} bytes)");
        }

        return text.ToString();
    }

    private static string Word(IReadOnlyList<string> names, int number) => number >= 0 && number < names.Count ? names[number] : Number(number);

    private static void AddIf(List<string> words, string? name, string value)
    {
        if (name is not null)
        {
            words.Add($"{name} {value}");
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
