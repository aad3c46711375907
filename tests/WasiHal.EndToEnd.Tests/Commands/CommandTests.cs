using System.Net;
using System.Text.Json;

namespace WasiHal.EndToEnd.Tests.Commands;

/// <summary>A hub has the right one of two spokes do something, once, in time or not at all. The built programs.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private const string Used = "The hub has this node use /api/buzzer.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubProcess _hub = new();
    private readonly SpokeProcess _attic = new();
    private readonly SpokeProcess _garden = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _hub.StartReadyAsync(Cancellation);
        await Task.WhenAll(StartAsync(_attic, "attic"), StartAsync(_garden, "garden"));
        await _hub.UntilAsync("/api/nodes", Patience, nodes => nodes.GetArrayLength() == 3, Cancellation);
        await UntilAnsweredAsync("attic");
        await UntilAnsweredAsync("garden");
    }

    public async ValueTask DisposeAsync()
    {
        await _attic.DisposeAsync();
        await _garden.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Buzzer_OfOneSpoke_SoundsThereAlone()
    {
        var (attic, garden) = (Uses(_attic), Uses(_garden));

        var (status, body) = await AskAsync("/api/buzzer?node=garden&action=beep3");

        Assert.Equal((HttpStatusCode.Accepted, "garden"), (status, body.GetProperty("node").GetString()));
        await UntilUsedAsync(_garden, garden + 1);
        Assert.Equal((attic, garden + 1), (Uses(_attic), Uses(_garden)));
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync("/api/buzzer?action=beep")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("/api/buzzer?node=garden&action=loud")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync("/api/relays/none?node=garden", "{\"on\":true}")).Status);
        var (fan, state) = await AskAsync("/api/fan/test?node=attic");
        Assert.Equal((HttpStatusCode.Accepted, true), (fan, state.GetProperty("on").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync("/api/fan/test?node=attic")).Status);
    }

    [Fact]
    public async Task Buzzer_OfASpokeThatIsFrozen_IsNotDoneLater()
    {
        var uses = Uses(_garden);
        _garden.Freeze();

        var (status, body) = await AskAsync("/api/buzzer?node=garden&action=long");
        _garden.Thaw();

        Assert.True(status == HttpStatusCode.GatewayTimeout && body.GetProperty("outcome").GetString() == "not-begun", $"{status}: {body}\n{_hub.Output}\n{_garden.Output}");

        // It asks again and is there, and what was asked for then is not done: the next one is, and what nobody knows of may be.
        var unknown = await UntilAnsweredAsync("garden");
        await UntilUsedAsync(_garden, uses + 1);
        Assert.InRange(Uses(_garden), uses + 1, uses + 1 + unknown);
    }

    [Fact]
    public async Task Buzzer_OfASpokeThatWasKilled_IsNotBegun()
    {
        await _garden.KillAsync(Cancellation);

        var (status, body) = await AskAsync("/api/buzzer?node=garden&action=beep");

        Assert.Contains(status, new[] { HttpStatusCode.GatewayTimeout, HttpStatusCode.ServiceUnavailable });
        Assert.Equal("not-begun", body.GetProperty("outcome").GetString());
    }

    private Task StartAsync(SpokeProcess spoke, string name) => spoke.StartReadyAsync(
        Cancellation, $"--cluster:node_id={name}", $"--cluster:hub_url={_hub.Client.BaseAddress}push", "--relays:fan:gpio_pin=27", "--buzzer:gpio_pin=17");

    // What it wrote is read a little later.
    private static async Task UntilUsedAsync(SpokeProcess spoke, int times)
    {
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (Uses(spoke) < times)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) < Patience, spoke.Output);
            await Task.Delay(50, Cancellation);
        }
    }

    private static int Uses(SpokeProcess spoke) => spoke.Output.Split(Used).Length - 1;

    // How often it was not known whether it was done.
    private async Task<int> UntilAnsweredAsync(string node)
    {
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var unknown = 0; ;)
        {
            var (status, body) = await AskAsync($"/api/buzzer?node={node}&action=beep");
            if (status == HttpStatusCode.Accepted)
            {
                return unknown;
            }

            unknown += body.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "unknown" ? 1 : 0;
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) < Patience, $"{node} takes no commands.\n{_attic.Output}\n{_garden.Output}");
            await Task.Delay(200, Cancellation);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string path, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _hub.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, document.RootElement.Clone());
    }
}
