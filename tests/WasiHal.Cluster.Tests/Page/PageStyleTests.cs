using System.Globalization;
using System.Text.RegularExpressions;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Page;

public sealed partial class PageStyleTests
{
    private const double LeastContrast = 4.5;

    private static readonly string[] Grounds = ["page", "card", "good-ground", "warn-ground", "bad-ground"];

    private static string Styles { get; } = File.ReadAllText(RepositoryRoot.PathOf("src/WasiHal.Cluster/Page/page.css"));

    /// <summary>Every text on every ground that it may stand on.</summary>
    public static TheoryData<string, string> Pairs =>
        [
            .. from text in new[] { "text", "quiet" } from ground in Grounds select (text, ground),
            .. from text in new[] { "accent", "good", "warn", "bad" } from ground in new[] { "page", "card" } select (text, ground),
            ("good", "good-ground"), ("warn", "warn-ground"), ("bad", "bad-ground"), ("warn", "bad-ground"), ("bad", "warn-ground"),
            ("text", "line"), ("card", "quiet"), ("card", "good"), ("card", "warn"), ("card", "bad"),
        ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colors_TextOnItsGround_CanBeRead(string text, string ground)
    {
        var palettes = Palettes().Matches(Styles).Select(palette => Colors().Matches(palette.Value).ToDictionary(color => color.Groups[1].Value, color => color.Groups[2].Value)).ToArray();

        Assert.Equal(2, palettes.Length);
        Assert.All(palettes, palette => Assert.InRange(Contrast(palette[text], palette[ground]), LeastContrast, 21));
    }

    [Fact]
    public void Styles_OfWhatTheDashboardDraws_AllExist()
    {
        var classes = Directory.EnumerateFiles(RepositoryRoot.PathOf("plugins/dashboard"), "*.py")
            .Where(path => !Path.GetFileName(path).StartsWith("test_", StringComparison.Ordinal))
            .SelectMany(path => Classes().Matches(File.ReadAllText(path)))
            .SelectMany(match => match.Groups[1].Value.Split(' '))
            .Where(name => !name.Contains('{', StringComparison.Ordinal))
            .Concat(["good", "warn", "bad", "alarm", "stale"])
            .ToHashSet();

        // Not styled: a name that only the page's script looks for.
        classes.Remove("clock");
        Assert.Contains("readings", classes);
        Assert.All(classes, name => Assert.Matches($@"\.{Regex.Escape(name)}\b(?!-)", Styles));
    }

    private static double Contrast(string one, string other)
    {
        var (lighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    // Relative luminance as WCAG 2.2 defines it.
    private static double Luminance(string color)
    {
        var channels = Enumerable.Range(0, 3)
            .Select(index => int.Parse(color.AsSpan(1 + (2 * index), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Palettes();

    [GeneratedRegex(@"--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Colors();

    [GeneratedRegex(@"class_=f?""([^""]+)""")]
    private static partial Regex Classes();
}
