using System.Globalization;
using System.Text;

namespace WasiHal.Hosting.Policy;

/// <summary>Text that others wrote, as it may stand in a message: nothing in it moves a cursor, forges a line or turns the reading direction.</summary>
internal static class PlainText
{
    private const int Longest = 80;

    /// <summary>The text with such characters spelled out.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsActive))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (IsActive(character))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                plain.Append(character);
            }
        }

        return plain.ToString();
    }

    /// <summary>At most the first 80 characters of it.</summary>
    public static string Short(string text) => Of(Cut(text, Longest));

    /// <summary>At most so many of its first characters, and never half of one.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");

    /// <summary>Texts in one line, with no more than the first 30 by name.</summary>
    public static string List(IReadOnlyList<string> texts)
    {
        const int Most = 30;
        return texts.Count <= Most
            ? string.Join(", ", texts)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", texts.Take(Most))} and {texts.Count - Most} more");
    }

    private static bool IsActive(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
