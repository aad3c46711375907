using System.Text;

namespace WasiHal.Cluster.Metrics;

/// <summary>One label of a series.</summary>
/// <param name="Name">Letters, digits and underscores; always a word of this program.</param>
/// <param name="Value">Any text: names of plugins, sensors and nodes are a stranger's. What no format can carry is replaced.</param>
internal readonly record struct MetricLabel(string Name, string Value)
{
    /// <summary>Characters of a value; what is longer is cut.</summary>
    public const int LongestValue = 256;

    /// <summary>The value as it is written: at most <see cref="LongestValue"/> characters, no control character but the line feed, no half of a character.</summary>
    public string Text => IsClean(Value) ? Value : Clean(Value);

    private static bool IsClean(string value)
    {
        if (value.Length > LongestValue)
        {
            return false;
        }

        foreach (var character in value)
        {
            if (char.IsSurrogate(character) || (char.IsControl(character) && character != '\n'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Clean(string value)
    {
        var text = new StringBuilder(Math.Min(value.Length, LongestValue));
        foreach (var rune in value.EnumerateRunes())
        {
            var next = Rune.IsControl(rune) && rune.Value != '\n' ? Rune.ReplacementChar : rune;
            if (text.Length + next.Utf16SequenceLength > LongestValue - 1)
            {
                return text.Append(Rune.ReplacementChar).ToString();
            }

            text.Append(next);
        }

        return text.ToString();
    }
}
