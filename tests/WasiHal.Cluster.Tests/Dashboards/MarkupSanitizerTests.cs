using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using WasiHal.Cluster.Dashboards;

namespace WasiHal.Cluster.Tests.Dashboards;

public sealed class MarkupSanitizerTests
{
    public static IEnumerable<TheoryDataRow<int>> Vectors => Enumerable.Range(0, HostileMarkup.All.Length).Select(index => new TheoryDataRow<int>(index));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Clean_HostileMarkup_HasNothingButWhatIsAllowed(int vector)
    {
        var hostile = HostileMarkup.All[vector];
        foreach (var html in new[] { hostile, $"<p>{hostile}</p>", $"<svg><g>{hostile}</g></svg>", $"<table><tr><td>{hostile}", $"<svg><desc>{hostile}</desc></svg>", $"<button>{hostile}" })
        {
            var clean = MarkupSanitizer.Clean(html).Html;

            AssertHarmless(clean, scripting: false);
            AssertHarmless(clean, scripting: true);

            // What a browser reads from it and writes again says the same.
            Assert.Equal(clean, MarkupWriterOf(clean));
        }
    }

    [Fact]
    public void Vectors_AreMany() => Assert.InRange(HostileMarkup.All.Distinct(StringComparer.Ordinal).Count(), 100, 1000);

    [Theory]
    [InlineData("<section><h2>Room &amp; air</h2><p class=\"big\">20.5 °C</p></section>")]
    [InlineData("<table><caption>All</caption><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>")]
    [InlineData("<dl><dt>a</dt><dd><time datetime=\"2026-03-01T12:00:00Z\">noon</time></dd></dl>")]
    [InlineData("<meter min=\"0\" max=\"500\" low=\"50\" high=\"200\" optimum=\"0\" value=\"42\">42</meter><progress value=\"1\" max=\"3\"></progress><output>1</output>")]
    [InlineData("<button type=\"button\" data-node=\"hub\" data-plugin=\"lamp\" data-action=\"dim\" data-arguments=\"{&quot;to&quot;: &quot;&lt;1&gt;&quot;}\" disabled=\"\">Dim</button>")]
    [InlineData("<button data-node=\"hub\" data-buzzer=\"triple\">Beep</button><button data-node=\"hub\" data-relay=\"fan\" data-on=\"true\">On</button>")]
    [InlineData("<button data-node=\"hub\" data-plugin=\"lamp\" data-restart=\"\">Start again</button><ul data-key=\"a/b\"><li data-key=\"1\">x</li></ul>")]
    [InlineData("<details open=\"\"><summary>More</summary><ul><li>x</li></ul></details>")]
    [InlineData("<p role=\"status\" aria-live=\"polite\" aria-label=\"air\" lang=\"de\" dir=\"ltr\" hidden=\"\" title=\"t\">x<br>y</p>")]
    [InlineData("<a href=\"/api/plugins/oled/bus?x=1\">file</a>")]
    [InlineData("<svg viewBox=\"0 0 100 20\" width=\"100\" height=\"20\" role=\"img\" aria-label=\"x\"><title>T &lt; 1</title><g transform=\"translate(1, 2) scale(1.5)\" fill=\"none\" stroke=\"currentColor\"><polyline points=\"0,1 2,3.5 4e1,-5\"></polyline><path d=\"M0 0L1,1z\" stroke-width=\"2\" vector-effect=\"non-scaling-stroke\"></path></g><line x1=\"0\" y1=\"1\" x2=\"2\" y2=\"3\"></line><rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" rx=\"2\" fill=\"#12ab56\"></rect><circle cx=\"1\" cy=\"1\" r=\"1\" fill=\"var(--accent)\"></circle><text x=\"1\" y=\"2\" text-anchor=\"middle\">20 °C</text></svg>")]
    public void Clean_WhatDashboardsNeed_StaysAsItIs(string html)
    {
        var clean = MarkupSanitizer.Clean(html);

        Assert.Equal(html, clean.Html);
        Assert.Empty(clean.LeftOut);
    }

    [Fact]
    public void Clean_IdsAndWhatRefersToThem_AreTheDashboardsOwn()
    {
        Assert.Equal(
            "<h2 id=\"dashboard-air\">Air</h2><section aria-labelledby=\"dashboard-air dashboard-x\"></section><a href=\"#dashboard-air\">x</a>",
            MarkupSanitizer.Clean("<h2 id=air>Air</h2><section aria-labelledby='air  x'></section><a href='#air'>x</a>").Html);
    }

    [Fact]
    public void Clean_WhatIsLeftOut_IsNamed()
    {
        var clean = MarkupSanitizer.Clean("<p onclick=x style=y>a</p><script>x</script><script>y</script><" + new string('z', 100) + ">");

        Assert.Equal("<p>a</p>", clean.Html);
        Assert.Equal(["<script>", "<" + new string('z', 31) + "…", "onclick", "style"], clean.LeftOut);
    }

    [Fact]
    public void Clean_TooLong_IsRefused()
    {
        Assert.Equal("<p>x</p>", MarkupSanitizer.Clean("<p>x</p>" + new string(' ', 1000)).Html.TrimEnd());
        Assert.Contains("more than 262144", Assert.Throws<MarkupException>(() => MarkupSanitizer.Clean(new('x', BoundedParser.MaxLength + 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_TextThatGrows_IsRefused() =>
        Assert.Throws<MarkupException>(() => MarkupSanitizer.Clean(string.Concat(Enumerable.Repeat("'", BoundedParser.MaxLength))));

    [Theory]
    [InlineData("<div>", 5_000)]
    [InlineData("<svg><g>", 4_000)]
    [InlineData("<table><tr><td>", 3_000)]
    [InlineData("<ul><li>", 4_000)]
    [InlineData("<button>", 5_000)]
    [InlineData("<div></p>", 5_000)]
    public void Clean_DeepNesting_IsFlattened(string tag, int times)
    {
        var clean = MarkupSanitizer.Clean(string.Concat(Enumerable.Repeat(tag, times)) + "end").Html;

        Assert.Contains("end", clean, StringComparison.Ordinal);
        Assert.InRange(Depth(clean), 1, BoundedParser.MaxDepth + 2);
    }

    [Fact]
    public void Clean_ManyElements_IsRefused() =>
        Assert.Contains("more than 10000 elements", Assert.Throws<MarkupException>(() => MarkupSanitizer.Clean(string.Concat(Enumerable.Repeat("<p>", 10_001)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Clean_FormattingLeftOpen_IsRefusedBeforeItMultiplies()
    {
        var html = "<p>" + string.Concat(Enumerable.Range(0, 5_000).Select(number => $"<b title={number}>")) + string.Concat(Enumerable.Repeat("</p><p>x", 4_000));

        Assert.Contains("needs its end tag", Assert.Throws<MarkupException>(() => MarkupSanitizer.Clean(html)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_FormattingThatIsClosed_MayBeAsMuchAsThereIs() =>
        Assert.Equal(3_000, MarkupSanitizer.Clean(string.Concat(Enumerable.Range(0, 3_000).Select(number => $"<p><b>{number}</b></p>"))).Html.Split("</b>").Length - 1);

    [Theory]
    [InlineData("<p ")]
    [InlineData("<p title='><' ")]
    public void Clean_ATagOfManyAttributes_IsRefused(string begin)
    {
        var html = begin + string.Concat(Enumerable.Range(0, 30_000).Select(number => $" a{number}")) + ">x</p>";

        Assert.Throws<MarkupException>(() => MarkupSanitizer.Clean(html));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<!")]
    [InlineData("<frameset>")]
    public void Clean_NothingToShow_IsNothing(string html) => Assert.Equal("", MarkupSanitizer.Clean(html).Html.Replace("&lt;", "", StringComparison.Ordinal).Trim(' ', '/', '!', '\ufffd'));

    private static string MarkupWriterOf(string html)
    {
        // Its ids are prefixed already, and would be once more.
        var document = new HtmlParser().ParseDocument($"<main>{html.Replace(AllowedMarkup.IdPrefix, "", StringComparison.Ordinal)}</main>");
        return MarkupWriter.Write(document.QuerySelector("main")!);
    }

    private static int Depth(string html)
    {
        var depth = 0;
        foreach (var element in new HtmlParser().ParseDocument(html).Body!.QuerySelectorAll("*"))
        {
            var own = 0;
            for (INode? node = element; node is not null; node = node.Parent)
            {
                own++;
            }

            depth = Math.Max(depth, own - 2);
        }

        return depth;
    }

    private static void AssertHarmless(string html, bool scripting)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = scripting }).ParseDocument($"<!DOCTYPE html><main>{html}</main>");
        var main = document.QuerySelector("main")!;

        // It stays where it is put.
        Assert.Equal(4 + main.QuerySelectorAll("*").Length, document.All.Length);
        Assert.Null(main.NextSibling);
        foreach (var element in main.QuerySelectorAll("*"))
        {
            var isSvg = element.NamespaceUri == "http://www.w3.org/2000/svg";
            Assert.True(isSvg || element.NamespaceUri == "http://www.w3.org/1999/xhtml", element.NamespaceUri);
            Assert.Contains(element.LocalName, isSvg ? SvgElements : HtmlElements);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                Assert.DoesNotContain("javascript:", attribute.Name == "href" ? attribute.Value : "", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("url", isSvg && attribute.Name is "fill" or "stroke" ? attribute.Value : "", StringComparison.OrdinalIgnoreCase);
                Assert.True(attribute.Name != "href" || attribute.Value.StartsWith("/api/", StringComparison.Ordinal) || attribute.Value.StartsWith("#dashboard-", StringComparison.Ordinal), attribute.Value);
                Assert.True(attribute.Name != "id" || attribute.Value.StartsWith("dashboard-", StringComparison.Ordinal), attribute.Value);
            }
        }
    }

    // Written down again, and not taken from what is tested.
    private static readonly string[] HtmlElements =
    [
        "section", "article", "header", "footer", "nav", "aside", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption",
        "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "time", "meter", "progress", "output", "button", "details", "summary", "figure", "figcaption", "blockquote",
        "hr", "br", "wbr", "a", "b", "strong", "i", "em", "small", "s", "u", "code", "pre", "kbd", "samp", "var", "sub", "sup", "mark", "abbr", "q", "cite", "dfn", "bdi", "bdo",
        "ins", "del", "address", "hgroup",
    ];

    private static readonly string[] SvgElements = ["svg", "g", "path", "polyline", "line", "rect", "circle", "text", "title", "desc"];

    private static readonly string[] Attributes =
    [
        "class", "id", "title", "href", "type", "open", "value", "width", "height", "x", "y", "d", "fill", "stroke",
        "data-action", "data-arguments", "colspan", "viewBox", "role", "r",
    ];
}
