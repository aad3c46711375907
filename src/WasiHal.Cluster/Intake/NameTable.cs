using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Gives the same text for the same name, so that a reading of a known series costs no memory for its names. Bounded: names
/// come from strangers, and whoever makes some up only has others made again. Safe from any thread.
/// </summary>
internal sealed class NameTable
{
    /// <summary>Names that are kept.</summary>
    public const int Places = 4096;

    /// <summary>Characters of the longest name.</summary>
    public const int Longest = Protocol.PushRules.MaxName;

    private readonly string?[] _names = new string?[Places];

    /// <summary>The text that a reader stands on, as a name.</summary>
    /// <param name="json">Stands on a text.</param>
    /// <returns>Null when it is none: empty, longer than 64 characters, or with control characters.</returns>
    /// <exception cref="InvalidOperationException">It is no text in Unicode.</exception>
    public string? Read(ref readonly Utf8JsonReader json)
    {
        var bytes = json.ValueSpan;
        if (json.ValueIsEscaped || !Ascii.IsValid(bytes))
        {
            return Checked(json.GetString()!);
        }

        if (bytes.Length is 0 or > Longest)
        {
            return null;
        }

        ref var place = ref _names[XxHash3.HashToUInt64(bytes) % Places];
        if (Volatile.Read(ref place) is { } known && Ascii.Equals(bytes, known))
        {
            return known;
        }

        var name = Checked(Encoding.ASCII.GetString(bytes));
        if (name is not null)
        {
            Volatile.Write(ref place, name);
        }

        return name;
    }

    /// <summary>A text as a name; null when it is none.</summary>
    public static string? Checked(string text) => text.Length is > 0 and <= Longest && !text.Any(char.IsControl) ? text : null;
}
