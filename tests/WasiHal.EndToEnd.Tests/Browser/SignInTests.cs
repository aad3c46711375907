using Deque.AxeCore.Playwright;
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

    [Fact]
    public async Task Password_ChangedByKeyboardAlone_SignsOutAndAsksForTheNewOne()
    {
        const string Next = "correct horse battery";
        await _hub.StartReadyAsync(Cancelled, "--cluster:security:sign_in=always");
        var password = Assert.Single(_hub.Passwords);
        await using var page = await browser.OpenAsync(_hub);
        var change = page.Page.GetByRole(AriaRole.Button, new() { Name = "Change password", Exact = true });
        var dialog = page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Change the password" });
        var problem = page.Page.Locator("#change-problem");
        var signOut = page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true });
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await Expect(change).ToBeHiddenAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, password);
        await Expect(signOut).ToBeVisibleAsync();
        var cookie = Assert.Single(await page.Page.Context.CookiesAsync());

        await change.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(page.Page.GetByLabel("Old password", new() { Exact = true })).ToBeFocusedAsync();
        Assert.Equal("", AxeFaults.Of(await page.Page.RunAxe()));
        await Expect(problem).ToHaveAttributeAsync("role", "alert");
        await TypeAsync(page, "wrong", Next, Next);
        await Expect(problem).ToHaveTextAsync("The password is wrong.");
        await Expect(page.Page.GetByLabel("Old password", new() { Exact = true })).ToBeFocusedAsync();
        Assert.Equal("", AxeFaults.Of(await page.Page.RunAxe()));

        // What was typed is selected, and typing begins anew.
        await TypeAsync(page, password, "short", "short");
        await Expect(problem).ToHaveTextAsync("The new password has 5 characters. It may have 12 to 256.");
        await Expect(page.Page.GetByLabel("New password", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(page.Page.GetByLabel("New password", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        var tooLong = new string('a', 257);
        await TypeAsync(page, tooLong, tooLong);
        await Expect(problem).ToHaveTextAsync("The new password has 257 characters. It may have 12 to 256.");
        await TypeAsync(page, Next, Next + "x");
        await Expect(problem).ToHaveTextAsync("The new password was not typed twice in the same way.");
        await TypeAsync(page, Next);

        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page.Said).ToHaveTextAsync("The password is changed. Sign in with the new one.");
        await Expect(page.Page.GetByLabel("Password of this node")).ToBeFocusedAsync();
        await Expect(change).ToBeHiddenAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/session") { Headers = { { "Cookie", $"{cookie.Name}={cookie.Value}" } } };
        using var answer = await _hub.Client.SendAsync(asked, Cancelled);
        Assert.Contains("\"signedIn\":false", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        await TypeAsync(page, password);
        await Expect(page.Page.Locator("#sign-in-problem")).ToHaveTextAsync("The password is wrong.");
        await TypeAsync(page, Next);
        await Expect(signOut).ToBeVisibleAsync();
        Assert.Equal("", AxeFaults.Of(await page.Page.RunAxe()));

        Assert.All(page.Complaints, complaint => Assert.Contains("401", complaint, StringComparison.Ordinal));
        var content = await page.Page.ContentAsync();
        Assert.All(new[] { password, Next }, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
    }

    /// <summary>Types into the field that has the focus and those after it, and sends them.</summary>
    private static async Task TypeAsync(OpenedPage page, params string[] texts)
    {
        for (var index = 0; index < texts.Length; index++)
        {
            if (index > 0)
            {
                await page.Page.Keyboard.PressAsync("Tab");
            }

            await page.Page.Keyboard.InsertTextAsync(texts[index]);
        }

        await page.Page.Keyboard.PressAsync("Enter");
    }
}
