using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WasiHal.EndToEnd.Tests.Commands;

/// <summary>A thousand commands of eight programs that are signed in: bounded, and others are served meanwhile. The built programs.</summary>
public sealed partial class CommandFloodTests : IAsyncLifetime
{
    private const int Callers = 8;
    private const int Commands = 1000;
    private const string Done = "Somebody switched relay lamp ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HubProcess _hub = new();
    private readonly SpokeProcess _attic = new();
    private readonly SpokeProcess _garden = new();
    private readonly List<HttpClient> _callers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _hub.StartReadyAsync(Cancellation, "--cluster:security:sign_in=always");
        await Task.WhenAll(StartAsync(_attic, "attic"), StartAsync(_garden, "garden"));
        for (var caller = 0; caller <= Callers; caller++)
        {
            _callers.Add(await SignInAsync(string.Create(CultureInfo.InvariantCulture, $"caller-{caller}")));
        }

        await UntilTakenAsync("attic");
        await UntilTakenAsync("garden");
    }

    public async ValueTask DisposeAsync()
    {
        _callers.ForEach(caller => caller.Dispose());
        await _attic.DisposeAsync();
        await _garden.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Flood_IsBoundedNothingIsDoneTwiceOrLateAndOthersAreServed()
    {
        var before = Effects();
        var flood = Enumerable.Range(0, Commands).Select(number => AskAsync(_callers[number % Callers], "/api/relays/lamp?node=garden", "{\"on\":true}")).ToArray();
        var (status, body) = await AskAsync(_callers[Callers], "/api/buzzer/test?node=attic", "{}");
        var ready = await _hub.GetAsync("/readyz", Cancellation);
        var answers = await Task.WhenAll(flood);
        await UntilTakenAsync("garden");

        Assert.True(status == HttpStatusCode.Accepted, $"the other spoke: {status} {body}");
        Assert.NotEqual("unhealthy", ready.GetProperty("status").GetString());
        var done = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        var unknown = answers.Count(answer => Outcome(answer.Body) == "unknown");
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK || Outcome(answer.Body) is "not-begun" or "unknown", $"{answer.Status} {answer.Body}"));
        await _garden.UntilAsync("/api/relays", Patience, _ => Effects() - before >= done, Cancellation);
        Assert.InRange(Effects() - before, Math.Max(1, done), done + unknown);

        // What nobody began is gone for good.
        var after = Effects();
        await UntilTakenAsync("garden");
        Assert.Equal(after, Effects());
        TestContext.Current.TestOutputHelper!.WriteLine($"{done} done, {unknown} unknown, {answers.Length - done - unknown} not begun");
    }

    [Fact]
    public async Task Relay_ThatIsUnknown_IsToldWithWhatThereIs()
    {
        var (status, body) = await AskAsync(_callers[0], "/api/relays/pump?node=garden", "{\"on\":true}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("lamp", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(_hub.Client, "/api/relays/lamp?node=garden", "{\"on\":true}")).Status);
    }

    private static string? Outcome(JsonElement body) => body.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null;

    private int Effects() => _garden.Output.Split(Done).Length - 1;

    private Task StartAsync(SpokeProcess spoke, string name) => spoke.StartReadyAsync(
        Cancellation, $"--cluster:node_id={name}", $"--cluster:hub_url={_hub.Client.BaseAddress}push", "--relays:lamp:gpio_pin=5", "--buzzer:gpio_pin=17");

    private async Task<HttpClient> SignInAsync(string name)
    {
        await using var errand = new HubProcess();
        errand.Start("--data", Path.Combine(_hub.Folder, "data"), "--token", name);
        Assert.Equal(0, await errand.ExitAsync(Cancellation));
        await errand.UntilOutputAsync("wasihal-access.", Patience, Cancellation);
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 16 }) { BaseAddress = _hub.Client.BaseAddress, Timeout = Patience * 4 };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token().Match(errand.Output).Value);
        return client;
    }

    private async Task UntilTakenAsync(string node)
    {
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while ((await AskAsync(_callers[Callers], $"/api/buzzer?node={node}&action=beep", "{}")).Status != HttpStatusCode.Accepted)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) < Patience, $"{node} takes no commands.\n{_hub.Output}");
            await Task.Delay(200, Cancellation);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpClient caller, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await caller.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, document.RootElement.Clone());
    }

    [GeneratedRegex(@"wasihal-access\.\S+")]
    private static partial Regex Token();
}
