using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WasiHal.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>The page for everybody: on a phone, in the dark, by ear.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageLayoutTests(BrowserFixture browser)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static BrowserNewContextOptions DarkPhone => new()
    {
        ViewportSize = new() { Width = 320, Height = 800 },
        ColorScheme = ColorScheme.Dark,
        IsMobile = true,
        HasTouch = true,
        DeviceScaleFactor = 2,
    };

    [Fact]
    public async Task Desktop_InTheLight_IsAccessible()
    {
        await using var page = await OpenAsync(null);

        await SaveAsync(page, "desktop-light");

        await AssertAccessibleAsync(page);
        Assert.InRange(await LuminanceAsync(page), 0.7, 1);
    }

    [Fact]
    public async Task Phone_InTheDark_IsAccessibleAndDarkAndNotTooWide()
    {
        await using var page = await OpenAsync(DarkPhone);

        await SaveAsync(page, "phone-dark");

        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 320);
        Assert.InRange(await LuminanceAsync(page), 0, 0.05);
        await AssertAccessibleAsync(page);
        Assert.Empty(await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("button, summary")]
              .filter(control => control.checkVisibility())
              .filter(control => { const { width, height } = control.getBoundingClientRect(); return width < 44 || height < 44; })
              .map(control => control.textContent)
            """));
    }

    [Fact]
    public async Task BuiltInView_OnAPhone_IsAccessibleAndNotTooWide()
    {
        await using var hub = BrowserFixture.NewHub();
        hub.Drop("counter.py", DroppedPlugins.Counter());
        hub.Drop("once.py", DroppedPlugins.Once);
        await hub.StartReadyAsync(Cancelled);

        await using var page = await browser.OpenAsync(hub, DarkPhone);

        await Expect(page.Page.Locator("main [data-key=counter] strong")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".plugins [data-key='hub/once'] .error")).ToBeVisibleAsync();
        await OpenDetailsAsync(page);
        Assert.True(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 320);
        await AssertAccessibleAsync(page);
    }

    private async Task<OpenedPage> OpenAsync(BrowserNewContextOptions? options)
    {
        var hub = await browser.HubAsync(Cancelled);
        var page = await browser.OpenAsync(hub, options);
        foreach (var sensor in (string[])["bme280", "bme680", "dht22", "pms5003", "sht31"])
        {
            await Expect(page.Card(sensor, sensor)).ToBeVisibleAsync();
        }

        await OpenDetailsAsync(page);
        return page;
    }

    private static Task OpenDetailsAsync(OpenedPage page) => page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");

    private static Task SaveAsync(OpenedPage page, string name) =>
        page.Page.ScreenshotAsync(new() { Path = RepositoryRoot.PathOf($"artifacts/screenshots/{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    private static Task<double> LuminanceAsync(OpenedPage page) => page.Page.EvaluateAsync<double>("""
        () => {
          const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)
            .map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
          return .2126 * red + .7152 * green + .0722 * blue;
        }
        """);

    // Contrast, names, headings, landmarks, tables, language and title are among axe's rules.
    private static async Task AssertAccessibleAsync(OpenedPage page)
    {
        var found = await page.Page.RunAxe();

        Assert.Superset(
            new HashSet<string>(["button-name", "color-contrast", "document-title", "heading-order", "html-has-lang", "image-alt", "landmark-one-main", "page-has-heading-one", "region"]),
            found.Passes.Select(rule => rule.Id).ToHashSet());
        Assert.Equal("", AxeFaults.Of(found));
        Assert.Equal(1, await page.Page.Locator("h1").CountAsync());
        Assert.Equal(1, await page.Page.GetByRole(AriaRole.Banner).CountAsync());
        Assert.Equal(await page.Page.Locator("table").CountAsync(), await page.Page.Locator("table:has(> caption), details > summary + table").CountAsync());
    }
}
