using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>The page of a hub in a browser window of its own, and what the browser had to say against it.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private OpenedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, and what the Content-Security-Policy forbade.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>What the dashboard says of everything together.</summary>
    public ILocator Headline => Page.Locator("main [role=status] h2");

    /// <summary>The state of the connection.</summary>
    public ILocator Connection => Page.Locator("#connection");

    /// <summary>The outcome of what somebody asked for.</summary>
    public ILocator Said => Page.Locator("#said");

    /// <summary>Why it is the built-in view; empty when it is not.</summary>
    public ILocator Problem => Page.Locator("#problem");

    /// <summary>Opens it and waits until it hears of the hub.</summary>
    public static async Task<OpenedPage> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error(`against the policy: ${effectiveDirective} ${blockedURI}`))");
        var opened = new OpenedPage(context, await context.NewPageAsync());
        await opened.Page.GotoAsync("/");
        await Assertions.Expect(opened.Connection).ToHaveTextAsync("live");
        return opened;
    }

    /// <summary>The card of a sensor.</summary>
    public ILocator Card(string plugin, string sensor) => Page.Locator($"main [data-key='{plugin}/{sensor}']");

    /// <summary>The row of a reading.</summary>
    public ILocator Row(string plugin, string sensor, string quantity) => Card(plugin, sensor).Locator($"tr[data-key='{quantity}']");

    /// <summary>The value of a reading.</summary>
    public ILocator Value(string plugin, string sensor, string quantity) => Row(plugin, sensor, quantity).Locator("strong");

    /// <summary>Leaves a mark that a page loaded anew would not have.</summary>
    public Task MarkAsync() => Page.EvaluateAsync("() => { window.__mark = 1; }");

    /// <summary>Whether it is still the page that was marked.</summary>
    public Task<bool> IsMarkedAsync() => Page.EvaluateAsync<bool>("() => window.__mark === 1");

    /// <summary>Whether a script of somebody else has run.</summary>
    public Task<bool> IsHackedAsync() => Page.EvaluateAsync<bool>("() => window.__hacked !== undefined");

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
