using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>A page without the plugin that draws it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BrokenDashboardTests(BrowserFixture browser) : IAsyncDisposable
{
    private readonly HubProcess _hub = BrowserFixture.NewHub();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string App => Path.Combine(_hub.Plugins, "dashboard", "app.py");

    [Fact]
    public async Task Dashboard_BrokenAndMended_IsTheBuiltInViewMeanwhile()
    {
        CopyDashboard();
        var sound = await File.ReadAllTextAsync(App, Cancelled);
        await File.WriteAllTextAsync(App, DroppedPlugins.BrokenDashboard, Cancelled);
        _hub.Drop("counter.py", DroppedPlugins.Counter());
        await _hub.StartReadyAsync(Cancelled);
        await using var page = await browser.OpenAsync(_hub);
        await page.MarkAsync();

        await Expect(page.Problem).ToContainTextAsync("The plugin dashboard cannot draw this page:");
        await Expect(page.Problem).ToContainTextAsync("RuntimeError: no ink");
        var value = page.Page.Locator("main [data-key=counter] strong");
        var before = await value.InnerTextAsync();
        await Expect(value).Not.ToHaveTextAsync(before);
        await Expect(page.Page.Locator(".plugins [data-key='hub/dashboard'] .error")).ToContainTextAsync("RuntimeError: no ink");
        await File.WriteAllTextAsync(App, sound, Cancelled);

        await Expect(page.Page.Locator(".hero")).ToBeVisibleAsync();
        await Expect(page.Problem).ToBeEmptyAsync();
        await Expect(page.Value("counter", "counter", "polls")).ToBeVisibleAsync();
        Assert.True(await page.IsMarkedAsync());
    }

    [Fact]
    public async Task Hub_KilledAndStartedAgain_PageSaysThatItIsOldAndIsLiveAgain()
    {
        CopyDashboard();
        _hub.Drop("counter.py", DroppedPlugins.Counter());
        await _hub.StartReadyAsync(Cancelled);
        await using var page = await browser.OpenAsync(_hub);
        await page.MarkAsync();
        var value = page.Value("counter", "counter", "polls");
        await Expect(value).ToBeVisibleAsync();

        await _hub.KillAsync(Cancelled);
        await Expect(page.Connection).ToContainTextAsync("no connection, old since");
        await Expect(page.Page.Locator("body")).ToHaveClassAsync("old");
        var old = await value.InnerTextAsync();
        await _hub.StartReadyAsync(Cancelled);

        await Expect(page.Connection).ToHaveTextAsync("live");
        await Expect(page.Page.Locator("body")).Not.ToHaveClassAsync("old");
        await Expect(value).Not.ToHaveTextAsync(old);
        Assert.True(await page.IsMarkedAsync());
    }

    [Fact]
    public async Task WholePage_OfAPlugin_IsShownInAFrameInWhichNothingRuns()
    {
        _hub.Drop("whole.py", DroppedPlugins.WholePage);
        await _hub.StartReadyAsync(Cancelled, "--hub:dashboard=whole");

        await using var page = await browser.OpenAsync(_hub);

        var frame = page.Page.Locator("main iframe");
        await Expect(frame).ToHaveAttributeAsync("sandbox", "");
        await Expect(frame.ContentFrame.Locator("h1")).ToHaveTextAsync("Drawn whole");
        Assert.False(await page.IsHackedAsync());
        Assert.All(page.Complaints, complaint => Assert.StartsWith("Blocked script execution", complaint, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private void CopyDashboard()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(App)!);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(HubProcess.BundledPlugins, "dashboard")))
        {
            File.Copy(file, Path.Combine(Path.GetDirectoryName(App)!, Path.GetFileName(file)));
        }
    }
}
