using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// What the HTML of a dashboard may have: structure, tables, figures, buttons of this node's own kind, and small graphs.
/// Nothing that runs, loads, asks for input, or has a style of its own.
/// </summary>
internal static partial class AllowedMarkup
{
    /// <summary>What ids are prefixed with, so that none is one of the page's own.</summary>
    public const string IdPrefix = "dashboard-";

    /// <summary>HTML elements.</summary>
    public static readonly FrozenSet<string> Html = Words(
        "section article header footer nav aside div span h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td "
        + "time meter progress output button details summary figure figcaption blockquote hr br wbr a b strong i em small s u code pre kbd samp var sub sup "
        + "mark abbr q cite dfn bdi bdo ins del address hgroup");

    /// <summary>SVG elements.</summary>
    public static readonly FrozenSet<string> Svg = Words("svg g path polyline line rect circle text title desc");

    /// <summary>SVG elements that hold text and nothing else: their content would otherwise be HTML again.</summary>
    public static readonly FrozenSet<string> SvgTexts = Words("text title desc");

    /// <summary>Elements without content.</summary>
    public static readonly FrozenSet<string> Void = Words("br hr wbr col");

    /// <summary>Elements that the HTML parser opens again in the next block when they were not closed.</summary>
    public static readonly FrozenSet<string> Formatting = Words("a b big code em font i nobr s small strike strong tt u");

    /// <summary>Attributes that refer to ids.</summary>
    public static readonly FrozenSet<string> References = Words("aria-labelledby aria-describedby aria-controls aria-details aria-owns aria-activedescendant headers");

    private static readonly FrozenSet<string> Common = Words(
        "class id title lang dir hidden data-key role aria-label aria-labelledby aria-describedby aria-description aria-controls aria-details aria-owns aria-hidden aria-live "
        + "aria-atomic aria-busy aria-current aria-disabled aria-expanded aria-pressed aria-selected aria-checked aria-invalid aria-level aria-sort aria-relevant "
        + "aria-roledescription aria-setsize aria-posinset aria-orientation aria-valuemin aria-valuemax aria-valuenow aria-valuetext aria-colcount aria-colindex "
        + "aria-colspan aria-rowcount aria-rowindex aria-rowspan");

    private static readonly FrozenSet<string> Shape = Words(
        "viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap "
        + "stroke-linejoin stroke-dasharray stroke-dashoffset opacity text-anchor dominant-baseline font-size font-weight preserveAspectRatio vector-effect pathLength focusable");

    private static readonly FrozenDictionary<string, FrozenSet<string>> OfElement = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["a"] = Words("href"),
        ["button"] = Words("type disabled value data-node data-plugin data-action data-arguments data-restart data-buzzer data-relay data-on"),
        ["time"] = Words("datetime"),
        ["ins"] = Words("datetime"),
        ["del"] = Words("datetime"),
        ["meter"] = Words("value min max low high optimum"),
        ["progress"] = Words("value max"),
        ["details"] = Words("open"),
        ["ol"] = Words("start reversed"),
        ["li"] = Words("value"),
        ["td"] = Words("colspan rowspan headers"),
        ["th"] = Words("colspan rowspan headers scope abbr"),
        ["col"] = Words("span"),
        ["colgroup"] = Words("span"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every element.</summary>
    public static IEnumerable<string> Elements => Html.Concat(Svg);

    /// <summary>Every attribute of any element.</summary>
    public static IEnumerable<string> Attributes => OfElement.Values.SelectMany(names => names).Concat(Common).Concat(Shape);

    /// <summary>Whether an element may have an attribute with a value.</summary>
    /// <param name="element">An allowed element.</param>
    /// <param name="isSvg">Whether it is one of SVG.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    public static bool Allows(string element, bool isSvg, string name, string value) => name switch
    {
        "id" => Id().IsMatch(value),
        "href" => !isSvg && element == "a" && Link().IsMatch(value) && !value.Contains("..", StringComparison.Ordinal),
        "type" => !isSvg && element == "button" && value == "button",
        _ when Common.Contains(name) => true,
        _ when isSvg => Shape.Contains(name) && ShapeValue().IsMatch(value) && !value.Contains("url", StringComparison.OrdinalIgnoreCase),
        _ => OfElement.TryGetValue(element, out var own) && own.Contains(name),
    };

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Id();

    // A place on the page, or something of this node's own.
    [GeneratedRegex(@"^(#[A-Za-z][A-Za-z0-9_-]{0,63}|/api/[A-Za-z0-9._~/?=&%-]{0,512})\z")]
    private static partial Regex Link();

    // Numbers, colours, transformations: no address can be written with these.
    [GeneratedRegex(@"^[A-Za-z0-9#.,%()+ \t\n-]*\z")]
    private static partial Regex ShapeValue();
}
