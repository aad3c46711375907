using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>What plugins say is text, whatever it looks like.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HostilePluginTests(BrowserFixture browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostileTexts_OnTheDashboard_StayText()
    {
        var hub = await browser.HubAsync(Cancelled);
        await using var page = await browser.OpenAsync(hub);

        hub.Drop("hostile.py", DroppedPlugins.HostileReadings);
        hub.Drop("shouter.py", DroppedPlugins.HostileError);

        await AssertTextsAsync(page, "hostile/hostile", "\uFFFD");
        await Expect(page.Page.Locator(".plugins [data-key='hub/shouter'] .error")).ToContainTextAsync(string.Join(' ', DroppedPlugins.HostileTexts.Take(4)));
        await Expect(page.Page.Locator(".log")).ToContainTextAsync("shouter");
        await AssertNothingRanAsync(page);

        File.Delete(Path.Combine(hub.Plugins, "hostile.py"));
        File.Delete(Path.Combine(hub.Plugins, "shouter.py"));
        await Expect(page.Page.Locator(".plugins [data-key='hub/shouter']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task HostileTexts_InTheBuiltInView_StayText()
    {
        await using var hub = BrowserFixture.NewHub();
        hub.Drop("hostile.py", DroppedPlugins.HostileReadings);
        hub.Drop("shouter.py", DroppedPlugins.HostileError);
        await hub.StartReadyAsync(Cancelled);

        await using var page = await browser.OpenAsync(hub);

        await Expect(page.Problem).ToContainTextAsync("This is the built-in view.");
        await AssertTextsAsync(page, "hostile", null);
        await Expect(page.Page.Locator(".plugins [data-key='hub/shouter'] .error")).ToContainTextAsync(string.Join(' ', DroppedPlugins.HostileTexts.Take(4)));
        await AssertNothingRanAsync(page);
    }

    // The dashboard shows a sign for what cannot be seen; the built-in view keeps it, apart from what is around it.
    private static async Task AssertTextsAsync(OpenedPage page, string card, string? unseen)
    {
        var values = page.Page.Locator($"main [data-key='{card}'] strong");
        await Expect(values).ToHaveCountAsync(DroppedPlugins.HostileTexts.Count);
        var shown = (await values.AllTextContentsAsync()).Order(StringComparer.Ordinal);
        var expected = DroppedPlugins.HostileTexts.Select(text => unseen is null ? text : text.Replace("\u202E", unseen, StringComparison.Ordinal).Replace("\u2066", unseen, StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), shown);
        Assert.Equal("isolate", await values.First.EvaluateAsync<string>("value => getComputedStyle(value).unicodeBidi"));
    }

    private static async Task AssertNothingRanAsync(OpenedPage page)
    {
        Assert.Equal(0, await page.Page.Locator("main :is(img, script, iframe, [onerror], [onload], [onfocus], [autofocus])").CountAsync());
        Assert.False(await page.IsHackedAsync());
        Assert.Empty(page.Complaints);
    }
}
