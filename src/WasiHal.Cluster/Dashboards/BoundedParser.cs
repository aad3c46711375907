using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// Parses HTML as a browser does, in bounded time and room. Two things let a short text become a huge tree: elements in
/// each other, which every later tag looks through, and formatting that is left open, which every later block repeats.
/// </summary>
internal static class BoundedParser
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Tags that begin an element.</summary>
    public const int MaxElements = 10_000;

    /// <summary>Elements in each other; what is deeper is put beside instead.</summary>
    public const int MaxDepth = 64;

    /// <summary>Elements such as <c>b</c> that are open at once.</summary>
    public const int MaxOpenFormatting = 8;

    /// <summary>Characters between the begin of a tag and its end.</summary>
    public const int MaxTagLength = 16 * 1024;

    /// <exception cref="MarkupException">It is too long, or has too much of something.</exception>
    public static IHtmlDocument Parse(string html)
    {
        if (html.Length > MaxLength)
        {
            throw new MarkupException($"the HTML has {html.Length} characters, more than {MaxLength}");
        }

        RequireShortTags(html);
        var (elements, open) = (0, new Dictionary<string, int>(StringComparer.Ordinal));
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            MaximumDepth = MaxDepth,
            DisableElementPositionTracking = true,
            OnToken = (token, _) => Count(token, ref elements, open),
        });
        return parser.ParseDocument(html);
    }

    // Each attribute of a tag is compared with all before it.
    private static void RequireShortTags(string html)
    {
        for (var begin = html.IndexOf('<', StringComparison.Ordinal); begin >= 0;)
        {
            var next = html.IndexOf('<', begin + 1);
            if ((next < 0 ? html.Length : next) - begin is var length && length > MaxTagLength && html.IndexOf('>', begin, length) is var end && (end < 0 || end - begin > MaxTagLength))
            {
                throw new MarkupException($"a tag of the HTML is longer than {MaxTagLength} characters");
            }

            begin = next;
        }
    }

    private static void Count(HtmlToken token, ref int elements, Dictionary<string, int> open)
    {
        if (token.Type == HtmlTokenType.StartTag)
        {
            if (++elements > MaxElements)
            {
                throw new MarkupException($"the HTML has more than {MaxElements} elements");
            }

            if (AllowedMarkup.Formatting.Contains(token.Name) && (open[token.Name] = open.GetValueOrDefault(token.Name) + 1) > 0 && open.Values.Sum() > MaxOpenFormatting)
            {
                throw new MarkupException($"the HTML has more than {MaxOpenFormatting} elements such as <{token.Name}> open in each other: each needs its end tag");
            }
        }
        else if (token.Type == HtmlTokenType.EndTag && open.TryGetValue(token.Name, out var count))
        {
            open[token.Name] = Math.Max(0, count - 1);
        }
    }
}
