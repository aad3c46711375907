using Ganss.Xss;
using WasiHal.Cluster.Logs;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// Makes HTML of a plugin harmless. Three walls: a parser with bounds, an allow-list sanitiser over the tree, and a writer that
/// writes nothing but what is allowed. The page's Content-Security-Policy is the fourth.
/// </summary>
internal static class MarkupSanitizer
{
    private const int Named = 8;
    private const int LongestName = 32;

    /// <summary>Checks HTML.</summary>
    /// <exception cref="MarkupException">It is too long, or has too much of something.</exception>
    public static CleanMarkup Clean(string html)
    {
        var leftOut = new SortedSet<string>(StringComparer.Ordinal);
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = AllowedMarkup.Elements.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = AllowedMarkup.Attributes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.RemovingTag += (_, removed) => Note(leftOut, $"<{removed.Tag.LocalName}>");
        sanitizer.RemovingAttribute += (_, removed) => Note(leftOut, removed.Attribute.Name);
        using var document = BoundedParser.Parse(html);
        if (document.Body is not { } body)
        {
            return new("", []);
        }

        sanitizer.SanitizeDom(document, body);
        return new(MarkupWriter.Write(body), [.. leftOut]);
    }

    private static void Note(SortedSet<string> leftOut, string name)
    {
        if (leftOut.Count < Named)
        {
            leftOut.Add(LogLine.Of(name.Length <= LongestName ? name : name[..LongestName] + "…"));
        }
    }
}
