using System.Net;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Tests.Page;

public sealed partial class EmbeddedPageTests
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/assets/page.js", "text/javascript")]
    [InlineData("/assets/page.css", "text/css")]
    [InlineData("/assets/icon.svg", "image/svg+xml")]
    public async Task Get_PageAndAssets_AreServedAndRevalidated(string path, string type)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var first = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Page_HasNothingInlineAndNothingFromElsewhere()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var html = await client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.DoesNotMatch(@"<script(?![^>]* src=)|<style| style=| on\w+=|https?://", html);
        foreach (Match reference in References().Matches(html))
        {
            using var answer = await client.GetAsync(new Uri(reference.Groups[1].Value, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Script_PutsDataInAsTextOnly()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var script = await client.GetStringAsync("/assets/page.js", TestContext.Current.CancellationToken);

        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script);
    }

    [Fact]
    public async Task Script_LooksUpOnlyWhatThePageHas()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var html = await client.GetStringAsync("/", TestContext.Current.CancellationToken);

        var wanted = Lookups().Matches(await client.GetStringAsync("/assets/page.js", TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Contains("said", wanted);
        Assert.All(wanted, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
        Assert.Matches("<p id=\"said\"[^>]* role=\"status\"", html);
    }

    [GeneratedRegex("byId\\(\"([^\"]+)\"\\)")]
    private static partial Regex Lookups();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex References();
}
