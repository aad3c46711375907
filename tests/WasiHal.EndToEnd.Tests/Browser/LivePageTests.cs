using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>What somebody sees who has the page open while things change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LivePageTests(BrowserFixture browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfTheHubAsItComes_SaysHowAllIsAndWhatTheAirIs()
    {
        var hub = await browser.HubAsync(Cancelled);

        await using var page = await browser.OpenAsync(hub);

        await Expect(page.Headline).ToHaveTextAsync(new Regex(@"^(All is well|\d+ [a-z ]+)$"));
        await Expect(page.Value("bme680", "bme680", "temperature")).ToHaveTextAsync(new Regex(@"^−?\d+\.\d\s°C$"));
        await Expect(page.Page).ToHaveTitleAsync(new Regex(@"^.+ · hub · WasiHal$"));
        await Expect(page.Page.Locator("#simulated")).ToBeVisibleAsync();
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Plugin_DroppedAndDeleted_ComesChangesAndGoesWithoutReload()
    {
        var hub = await browser.HubAsync(Cancelled);
        await using var page = await browser.OpenAsync(hub);
        await page.MarkAsync();
        var value = page.Value("counter", "counter", "polls");
        await Expect(value).ToHaveCountAsync(0);

        hub.Drop("counter.py", DroppedPlugins.Counter());
        var first = await value.InnerTextAsync();
        await Expect(value).Not.ToHaveTextAsync(first);
        await Expect(page.Page.Locator(".plugins [data-key='hub/counter']")).ToHaveCountAsync(1);
        File.Delete(Path.Combine(hub.Plugins, "counter.py"));

        await Expect(page.Page.Locator(".plugins [data-key='hub/counter']")).ToHaveCountAsync(0);

        // What it measured last is not taken for new any more.
        await Expect(page.Card("counter", "counter").Locator("tr[data-key='polls']:not(.stale)")).ToHaveCountAsync(0);
        Assert.True(await page.IsMarkedAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Sensor_ThatFails_IsStaleAndNamedAndItsErrorIsTold()
    {
        var hub = await browser.HubAsync(Cancelled);
        await using var page = await browser.OpenAsync(hub);

        hub.Drop("once.py", DroppedPlugins.Once);

        var row = page.Row("once", "once", "temperature");
        await Expect(row).ToHaveClassAsync("stale");
        await Expect(row.Locator("strong")).ToHaveTextAsync(new Regex(@"^5\.0\s°C$"));
        await Expect(row.Locator("time")).ToContainTextAsync("silent for");
        await Expect(page.Page.Locator(".hero .problems li", new() { HasText = "Sensor silent once on hub" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".hero .problems li", new() { HasText = "Plugin fails once on hub" })).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".plugins [data-key='hub/once'] .error")).ToContainTextAsync("OSError: unplugged");
        File.Delete(Path.Combine(hub.Plugins, "once.py"));
    }
}
