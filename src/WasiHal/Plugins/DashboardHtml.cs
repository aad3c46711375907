namespace WasiHal;

/// <summary>What a dashboard plugin drew. Nothing here makes it safe to show.</summary>
public static class DashboardHtml
{
    /// <summary>
    /// Whether it is a whole page instead of the content of one: it begins with a doctype or <c>&lt;html&gt;</c>, perhaps after
    /// white space and comments. A whole page belongs into a frame of its own in which no script runs.
    /// </summary>
    /// <param name="html">The plugin's HTML.</param>
    public static bool IsWholePage(ReadOnlySpan<char> html)
    {
        const string CommentBegin = "<!--";
        const string CommentEnd = "-->";

        html = TrimStart(html);
        while (html.StartsWith(CommentBegin, StringComparison.Ordinal))
        {
            var end = html[CommentBegin.Length..].IndexOf(CommentEnd, StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            html = TrimStart(html[(CommentBegin.Length + end + CommentEnd.Length)..]);
        }

        return BeginsWithTag(html, "<!doctype") || BeginsWithTag(html, "<html");
    }

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> html) => html.TrimStart(" \t\r\n\f\ufeff");

    private static bool BeginsWithTag(ReadOnlySpan<char> html, string tag) =>
        html.Length > tag.Length && html.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && " \t\r\n\f>/".Contains(html[tag.Length], StringComparison.Ordinal);
}
