using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>What the buttons do, by pointer and by keyboard.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageButtonTests(BrowserFixture browser)
{
    // More than the page has of what Tab stops at.
    private const int MostStops = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneBeep_Clicked_PostsAndSaysTheOutcome()
    {
        var hub = await browser.HubAsync(Cancelled);
        await using var page = await browser.OpenAsync(hub);
        await Expect(page.Said).ToHaveAttributeAsync("role", "status");

        var answer = await page.Page.RunAndWaitForResponseAsync(() => Button(page, "One beep on hub").ClickAsync(), answer => answer.Url.Contains("/api/buzzer", StringComparison.Ordinal));

        Assert.Equal(("POST", true), (answer.Request.Method, answer.Ok));
        Assert.Equal("""{"pattern":"single"}""", answer.Request.PostData);
        await Expect(page.Said).ToHaveTextAsync("One beep on hub: done.");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Fan_SwitchedByKeyboardAlone_FollowsAndTheFocusStays()
    {
        var hub = await browser.HubAsync(Cancelled);
        await using var page = await browser.OpenAsync(hub);
        var was = await IsFanOnAsync(hub);
        var button = Button(page, $"Switch fan {Word(!was)} on hub");
        await Expect(button).ToBeVisibleAsync();

        await TabToAsync(page, button);
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Said).ToHaveTextAsync($"Switch fan {Word(!was)} on hub: done.");
        await hub.UntilAsync("/api/relays", Patience, relays => relays[0].GetProperty("on").GetBoolean() == !was, Cancelled);
        await Expect(page.Value("pi-monitor", "board", "fan")).ToHaveTextAsync(Word(!was));
        var back = Button(page, $"Switch fan {Word(was)} on hub");
        await Expect(back).ToBeFocusedAsync();

        await back.ClickAsync();
        await hub.UntilAsync("/api/relays", Patience, relays => relays[0].GetProperty("on").GetBoolean() == was, Cancelled);
    }

    [Fact]
    public async Task OneBeep_ByKeyboardAlone_KeepsTheFocusWhileThePageGoesOn()
    {
        var hub = await browser.HubAsync(Cancelled);
        hub.Drop("ticker.py", DroppedPlugins.Counter("ticker"));
        await using var page = await browser.OpenAsync(hub);
        var polls = page.Value("ticker", "ticker", "polls");
        var button = Button(page, "One beep on hub");
        await Expect(polls).ToBeVisibleAsync();

        await TabToAsync(page, button);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Said).ToHaveTextAsync("One beep on hub: done.");
        var before = await polls.InnerTextAsync();
        await Expect(polls).Not.ToHaveTextAsync(before);

        await Expect(button).ToBeFocusedAsync();
        Assert.NotEqual("none", await button.EvaluateAsync<string>("button => getComputedStyle(button).outlineStyle"));
        File.Delete(Path.Combine(hub.Plugins, "ticker.py"));
    }

    private static ILocator Button(OpenedPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<bool> IsFanOnAsync(HubProcess hub)
    {
        var relay = Assert.Single((await hub.GetAsync("/api/relays", Cancelled)).EnumerateArray());
        Assert.Equal("fan", relay.GetProperty("name").GetString());
        return relay.GetProperty("on").GetBoolean();
    }

    private static async Task TabToAsync(OpenedPage page, ILocator button)
    {
        for (var stops = 0; stops < MostStops && !await button.EvaluateAsync<bool>("button => button === document.activeElement"); stops++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await Expect(button).ToBeFocusedAsync();
    }

    private static string Word(bool on) => on ? "on" : "off";
}
