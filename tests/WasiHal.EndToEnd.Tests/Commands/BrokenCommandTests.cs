using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WasiHal.EndToEnd.Tests.Commands;

/// <summary>The wire or the hub goes at each point of a command: it is done once at most, in time, and nobody is told that it was not done when it was. The built programs.</summary>
public sealed class BrokenCommandTests : IAsyncLifetime
{
    private const string Done = "Somebody switched relay lamp ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HubProcess _hub = new();
    private readonly SpokeProcess _spoke = new();
    private readonly HttpClient _caller = new() { Timeout = TimeSpan.FromSeconds(60) };
    private CommandWire _wire = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _caller.BaseAddress = _hub.Client.BaseAddress;
        _wire = new(_hub.Port);
        await _hub.StartReadyAsync(Cancellation);
        await _spoke.StartReadyAsync(
            Cancellation,
            "--cluster:node_id=garden",
            string.Create(CultureInfo.InvariantCulture, $"--cluster:hub_url=http://127.0.0.1:{_wire.Port}/push"),
            "--relays:lamp:gpio_pin=5",
            "--buzzer:gpio_pin=17");
        await UntilTakenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _wire.DisposeAsync();
        await _hub.DisposeAsync();
        _caller.Dispose();
    }

    [Fact]
    public async Task Wire_CutAnywhereAndMended_ItIsDoneOnceAtMostInTimeAndTheCallerHearsNothingWrong()
    {
        foreach (var point in Enum.GetValues<CutPoint>())
        {
            var (before, asked) = (Effects(), DateTimeOffset.UtcNow);
            var cut = _wire.CutAt(point);
            var answer = SwitchAsync();
            await cut.WaitAsync(Patience, Cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
            _wire.Mend();
            var (status, outcome) = await answer;
            await UntilTakenAsync();

            await JudgeAsync($"{point}: {status} {outcome}", before, asked, (status, outcome) switch
            {
                (HttpStatusCode.OK, _) => [1],
                (HttpStatusCode.GatewayTimeout, "not-begun") => [0],
                (HttpStatusCode.GatewayTimeout, "unknown") => [0, 1],
                _ => [],
            });
            if (point is CutPoint.InLeave)
            {
                Assert.Equal("not-begun", outcome);
            }
            else if (point is not CutPoint.BeforeLeave)
            {
                Assert.Equal(HttpStatusCode.OK, status);
            }
        }
    }

    [Fact]
    public async Task Hub_KilledAnywhereAndStartedAnew_ItIsDoneOnceAtMostAndInTime()
    {
        foreach (var point in Enum.GetValues<CutPoint>())
        {
            var (before, asked) = (Effects(), DateTimeOffset.UtcNow);
            var cut = _wire.CutAt(point);
            var answer = SwitchAsync();
            await cut.WaitAsync(Patience, Cancellation);
            await _hub.KillAsync(Cancellation);
            _wire.Mend();
            var (status, outcome) = await answer;
            await _hub.StartReadyAsync(Cancellation);
            await UntilTakenAsync();

            // When the result had come, the caller may have it; otherwise it heard nothing.
            Assert.True(status is null || (point is CutPoint.InResult && status is HttpStatusCode.OK), $"{point}: {status} {outcome}");
            await JudgeAsync($"{point}: {status}", before, asked, point is CutPoint.BeforeLeave or CutPoint.InLeave ? [0] : [1]);
        }
    }

    // What the spoke did is in its own log, with its own time, which is this machine's. The five seconds begin when the hub hears of it.
    private async Task JudgeAsync(string what, int before, DateTimeOffset asked, int[] effects)
    {
        var logs = (await _spoke.GetAsync("/api/logs", Cancellation)).GetProperty("entries").EnumerateArray().ToArray();
        var late = logs.Where(entry => entry.GetProperty("message").GetString()!.StartsWith(Done, StringComparison.Ordinal))
            .Select(entry => entry.GetProperty("time").GetDateTimeOffset() - asked)
            .Where(after => after > TimeSpan.FromSeconds(6));

        Assert.Empty(late);
        Assert.True(effects.Contains(Effects() - before), $"{what}; {Effects() - before} times done.\n{_hub.Output}\n{_spoke.Output}");
    }

    private int Effects() => _spoke.Output.Split(Done).Length - 1;

    private async Task<(HttpStatusCode? Status, string? Outcome)> SwitchAsync()
    {
        try
        {
            return await AskAsync("/api/relays/lamp?node=garden", "{\"on\":true}");
        }
        catch (HttpRequestException)
        {
            return (null, null);
        }
    }

    // A buzzer that sounds shows that commands pass again; by then all that was asked for before is past.
    private async Task UntilTakenAsync()
    {
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while ((await AskAsync("/api/buzzer?node=garden&action=beep", "{}")).Status != HttpStatusCode.Accepted)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) < Patience, $"no commands pass.\n{_hub.Output}\n{_spoke.Output}");
            await Task.Delay(200, Cancellation);
        }
    }

    private async Task<(HttpStatusCode? Status, string? Outcome)> AskAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _caller.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, document.RootElement.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null);
    }
}
