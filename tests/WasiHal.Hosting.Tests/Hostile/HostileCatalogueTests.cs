using System.Globalization;
using System.Text.RegularExpressions;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>The cases say what they must, and the page names all of them.</summary>
public sealed class HostileCatalogueTests
{
    private static readonly string[] Places = ["poll", "load", "render", "update", "list", "invoke", "entry"];
    private static readonly string[] KnownEnds = ["lost", "failed", "refused", "fine"];

    [Fact]
    public void Cases_Headers_AreWhole() => Assert.All(HostileCase.All.Values, one =>
    {
        Assert.EndsWith(".", one.What, StringComparison.Ordinal);
        Assert.All(one.At, at => Assert.Contains(at, Places));
        Assert.All(one.Ends, end => Assert.Contains(end, KnownEnds));
        Assert.Equal(one.Ends is ["fine"], one.Says.Length == 0);
    });

    [Fact]
    public void Cases_InTheDocumentation_AreTheSame()
    {
        var page = File.ReadAllText(RepositoryRoot.PathOf("docs/isolation.md"));
        var rows = Regex.Matches(page, @"^\| `(\w+)`: .* \| (\d+) \| (.*) \|$", RegexOptions.Multiline);

        var named = rows.SelectMany(row => row.Groups[3].Value.Split(", ").Select(name => $"{row.Groups[1].Value}/{name}")).Order(StringComparer.Ordinal);
        Assert.Equal(HostileCase.All.Keys.Order(StringComparer.Ordinal), named);
        Assert.All(rows, row => Assert.Equal(row.Groups[3].Value.Split(", ").Length, int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture)));
        Assert.Contains($"{HostileCase.All.Count} plugins that mean harm", page, StringComparison.Ordinal);
        Assert.Contains($"{HostilePluginTests.Deeds.Count} deeds in all", page, StringComparison.Ordinal);
    }
}
