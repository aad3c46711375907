using System.Text;

namespace WasiHal.Cluster.Logs;

/// <summary>Makes one plain line of whatever is logged: nothing in it starts a line, moves a cursor or turns the direction of writing.</summary>
internal static class LogLine
{
    /// <summary>Characters of the longest line.</summary>
    public const int Longest = 1000;

    public static string Of(string text)
    {
        if (text.Length <= Longest && !text.Any(IsHidden))
        {
            return text;
        }

        var line = new StringBuilder(Math.Min(text.Length, Longest) + 1);
        var gap = false;
        foreach (var character in text)
        {
            if (IsHidden(character))
            {
                gap = true;
                continue;
            }

            // What continues on another line is indented there.
            if (gap && character == ' ')
            {
                continue;
            }

            if (gap && line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            gap = false;
            if (line.Length >= Longest)
            {
                return Cut(line);
            }

            line.Append(character);
        }

        return line.ToString();
    }

    /// <summary>The same, of at most so many characters and a mark that there were more.</summary>
    public static string Of(string text, int longest)
    {
        var line = Of(text);
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, longest), "…");
    }

    private static string Cut(StringBuilder line)
    {
        if (char.IsHighSurrogate(line[^1]))
        {
            line.Length--;
        }

        return line.Append('…').ToString();
    }

    private static bool IsHidden(char character) => character switch
    {
        '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' => true,
        _ => char.IsControl(character),
    };
}
