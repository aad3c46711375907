using Microsoft.Playwright;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>One browser and one hub as it comes, for all tests of the page. Both start with the first test that needs them.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // A machine that builds something else meanwhile is no reason to fail.
    private const float PatienceMilliseconds = 120_000;

    private HubProcess? _hub;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The hub with the bundled plugins and its simulated sensors. What a test drops into its own folder, the test takes away.</summary>
    internal async Task<HubProcess> HubAsync(CancellationToken cancellationToken)
    {
        if (_hub is null)
        {
            _hub = NewHub();

            // A fan that nobody but the page switches, whatever the temperature of the machine is.
            await _hub.StartReadyAsync(
                cancellationToken,
                "--plugins",
                HubProcess.BundledPlugins,
                "--polling:interval_seconds=1",
                "--plugins:once:expected_every=2s",
                "--plugins:pi-monitor:settings:threshold-on=1000",
                "--plugins:pi-monitor:settings:threshold-off=-1000",
                "--plugins:pi-monitor:settings:unknown-seconds=86400");
        }

        return _hub;
    }

    /// <summary>A hub of a test's own, if there is a browser to look at it with.</summary>
    internal static HubProcess NewHub()
    {
        _ = Requirement.Tool("chromium");
        return new();
    }

    /// <summary>Opens the page of a hub as somebody who has never seen it.</summary>
    internal async Task<OpenedPage> OpenAsync(HubProcess hub, BrowserNewContextOptions? options = null)
    {
        var browser = await BrowserAsync();
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = ColorScheme.Light };
        options.BaseURL = hub.Client.BaseAddress!.ToString();
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await OpenedPage.OpenAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }

    // The system's browser: it is there or it is not, and nothing is fetched.
    private async Task<IBrowser> BrowserAsync()
    {
        var chromium = Requirement.Tool("chromium");
        if (_browser is null)
        {
            Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = chromium,
                Timeout = PatienceMilliseconds,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            });
        }

        return _browser;
    }
}
