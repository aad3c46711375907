using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>Signing in on the page, and a button that reaches another node.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignInTests(BrowserFixture browser) : IAsyncDisposable
{
    private readonly HubProcess _hub = BrowserFixture.NewHub();
    private readonly SpokeProcess _garden = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _garden.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Button_OfASpoke_AsksForThePasswordOnceAndReachesTheRightNode()
    {
        await _hub.StartReadyAsync(Cancelled, "--plugins", HubProcess.BundledPlugins, "--cluster:security:sign_in=always");
        _garden.Drop("ticker.py", DroppedPlugins.Counter("ticker"));
        await _garden.StartReadyAsync(Cancelled, "--cluster:node_id=garden", $"--cluster:hub_url={_hub.Client.BaseAddress}push", "--buzzer:gpio_pin=17");
        var password = Assert.Single(_hub.Passwords);
        await using var page = await browser.OpenAsync(_hub);
        var button = page.Page.GetByRole(AriaRole.Button, new() { Name = "One beep on garden", Exact = true });
        var dialog = page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Sign in" });
        await Expect(button).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();

        // By keyboard alone, first wrongly.
        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Password of this node")).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("wrong");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#sign-in-problem")).ToHaveTextAsync("The password is wrong.");
        await page.Page.Keyboard.TypeAsync(password);
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Said).ToHaveTextAsync("One beep on garden: done.");
        await Expect(dialog).ToBeHiddenAsync();
        await _garden.UntilOutputAsync("The hub has this node use /api/buzzer.", TimeSpan.FromSeconds(60), Cancelled);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Three beeps on garden", Exact = true }).ClickAsync();
        await Expect(page.Said).ToHaveTextAsync("Three beeps on garden: done.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await button.ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Said).ToContainTextAsync("not done");
        Assert.Empty(await page.Page.Context.CookiesAsync());

        // A refused request is what the browser calls an error; there is no other.
        Assert.All(page.Complaints, complaint => Assert.Contains("401", complaint, StringComparison.Ordinal));
        Assert.DoesNotContain(password, await page.Page.ContentAsync(), StringComparison.Ordinal);
    }
}
