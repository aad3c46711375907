using System.Globalization;
using System.Text.Json;

namespace WasiHal.Recording;

/// <summary>The members of one line, each in the type that it must have.</summary>
internal readonly struct BusLine
{
    private readonly JsonElement _object;

    public BusLine(JsonElement root) =>
        _object = root.ValueKind == JsonValueKind.Object ? root : throw new BusLineException("is not one JSON object");

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public string Text(string name)
    {
        try
        {
            return Member(name, JsonValueKind.String, "a text").GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BusLineException($"{name} is a text that is not Unicode");
        }
    }

    public int Whole(string name)
    {
        var value = Member(name, JsonValueKind.Number, "a whole number");
        return value.TryGetInt32(out var number) ? number : throw Wrong(name, value, "a whole number");
    }

    public long Count(string name)
    {
        var value = Member(name, JsonValueKind.Number, "a whole number from 0");
        return value.TryGetInt64(out var number) && number >= 0 ? number : throw Wrong(name, value, "a whole number from 0");
    }

    /// <summary>A number; what JSON has no number for stands as text.</summary>
    public double Real(string name)
    {
        var value = Member(name);
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when value.GetString() is "NaN" or "Infinity" or "-Infinity" => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ => throw Wrong(name, value, "a number"),
        };
    }

    public bool Flag(string name)
    {
        var value = Member(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");
    }

    public byte Address(string name)
    {
        var text = Text(name);
        return text.StartsWith("0x", StringComparison.Ordinal) && byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address) && address <= I2cAddress.Highest
            ? address
            : throw new BusLineException($"{name} is \"{text}\", accepted is an address such as \"0x76\"");
    }

    public int Word(string name, IReadOnlyList<string> words)
    {
        var word = Text(name);
        for (var number = 0; number < words.Count; number++)
        {
            if (words[number] == word)
            {
                return number;
            }
        }

        throw new BusLineException($"{name} is \"{word}\", accepted is {string.Join(", ", words)}");
    }

    /// <summary>A word, or the number of one that there is none for.</summary>
    public int WordOrNumber(string name, IReadOnlyList<string> words) =>
        Member(name).ValueKind == JsonValueKind.Number ? Whole(name) : Word(name, words);

    /// <summary>Bytes in hexadecimal; none when the member is absent.</summary>
    public byte[] Bytes(string name)
    {
        if (!Has(name))
        {
            return [];
        }

        try
        {
            return Convert.FromHexString(Text(name));
        }
        catch (FormatException)
        {
            throw new BusLineException($"{name} is \"{Text(name)}\", accepted are bytes of two hexadecimal digits each");
        }
    }

    private JsonElement Member(string name) =>
        _object.TryGetProperty(name, out var value) ? value : throw new BusLineException($"{name} is missing");

    private JsonElement Member(string name, JsonValueKind kind, string accepted)
    {
        var value = Member(name);
        return value.ValueKind == kind ? value : throw Wrong(name, value, accepted);
    }

    private static BusLineException Wrong(string name, JsonElement value, string accepted) =>
        new($"{name} is {value.GetRawText()}, accepted is {accepted}");
}
