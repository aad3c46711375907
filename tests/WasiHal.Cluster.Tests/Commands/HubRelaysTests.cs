using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Commands;

/// <summary>Relays that the hub switched, when the hub is gone; what others switched stays.</summary>
public sealed class HubRelaysTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private int _commands;
    private CommandingHub _hub = null!;
    private TestSpoke _spoke = null!;

    private IRelayBank Relays => _spoke.Get<IBoard>().Relays;

    public async ValueTask InitializeAsync()
    {
        _hub = await CommandingHub.StartAsync();
        _spoke = new(
            _hub.Address,
            ("cluster:security:sign_in", "from-elsewhere"),
            ("relays:lamp:gpio_pin", "5"),
            ("relays:lamp:safe_after", "2m"),
            ("relays:pump:gpio_pin", "6"),
            ("relays:pump:safe", "on"),
            ("relays:pump:safe_after", "2m"),
            ("relays:valve:gpio_pin", "7"))
        { TakesCommands = true };
        await _spoke.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Relay_OfTheHub_GoesBackWhenTheHubIsSilentForThatLongAndIsToldOnce()
    {
        await CommandAsync("lamp", true);
        await CommandAsync("pump", false);
        var begin = _spoke.Time.GetUtcNow();
        Silence();
        await _spoke.UntilAsync(() => !Relays.Get("lamp") && Relays.Get("pump"), TimeSpan.FromMilliseconds(500));

        Assert.InRange(_spoke.Time.GetUtcNow() - begin, 2 * Minute, 2 * Minute + TimeSpan.FromSeconds(45));
        await PassAsync(5 * Minute);
        Assert.Equal(
            ["Relay lamp goes back to its safe state, off: the hub that switched it has not answered for 2m (relays.lamp.safe_after).", "Relay pump goes back to its safe state, on: the hub that switched it has not answered for 2m (relays.pump.safe_after)."],
            _spoke.Logs.GetSnapshot().Where(entry => entry.Id.Id == 3309).Select(entry => entry.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Relay_WithoutAWordOfItsOwn_GoesBackAfterFiveMinutes()
    {
        await CommandAsync("valve", true);
        Silence();
        await PassAsync(4 * Minute);

        Assert.True(Relays.Get("valve"));
        await _spoke.UntilAsync(() => !Relays.Get("valve"), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Relay_OfAHubThatAnswers_Stays()
    {
        await CommandAsync("lamp", true);
        _hub.Otherwise = CommandingHub.Nothing;
        await PassAsync(10 * Minute);

        Assert.True(Relays.Get("lamp"));
    }

    [Fact]
    public async Task Relay_ThatThePageSetSince_Stays()
    {
        await CommandAsync("lamp", true);
        await PageAsync("lamp", true);
        await PageAsync("valve", true);
        Silence();
        await PassAsync(10 * Minute);

        Assert.True(Relays.Get("lamp"));
        Assert.True(Relays.Get("valve"));
    }

    [Fact]
    public async Task Relay_ThatAPluginSetSince_Stays()
    {
        await CommandAsync("lamp", true);
        Relays.Set("lamp", false);
        Relays.Set("lamp", true);
        Silence();
        await PassAsync(10 * Minute);

        Assert.True(Relays.Get("lamp"));
    }

    [Fact]
    public async Task Relay_ThatTheHubPutInItsSafeState_IsNotSetAgain()
    {
        await CommandAsync("lamp", true);
        await CommandAsync("lamp", false);
        var times = Relays.TimesSet("lamp");
        Silence();
        await PassAsync(10 * Minute);

        Assert.Equal(times, Relays.TimesSet("lamp"));
        Assert.DoesNotContain("3309 ", _spoke.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relay_OfAHubThatCameBack_IsSetAgain()
    {
        await CommandAsync("lamp", true);
        Silence();
        await _spoke.UntilAsync(() => !Relays.Get("lamp"), TimeSpan.FromSeconds(1));
        _hub.Otherwise = null;

        await CommandAsync("lamp", true);

        Assert.True(Relays.Get("lamp"));
        Silence();
        await _spoke.UntilAsync(() => !Relays.Get("lamp"), TimeSpan.FromSeconds(1));
    }

    private void Silence() => _hub.Otherwise = CommandingHub.Answer(503, "application/problem+json", "{}");

    private async Task PassAsync(TimeSpan time)
    {
        var begin = _spoke.Time.GetUtcNow();
        await _spoke.UntilAsync(() => _spoke.Time.GetUtcNow() - begin >= time, TimeSpan.FromSeconds(1));
    }

    private async Task CommandAsync(string relay, bool isOn)
    {
        var id = CommandingHub.Id(++_commands);
        await _spoke.UntilAsync(() => _hub.IsAsked);
        _hub.Otherwise = CommandingHub.Json(CommandingHub.Offer(id, $"/api/relays/{relay}", isOn ? "{\"on\":true}" : "{\"on\":false}"));
        await _spoke.UntilAsync(() => _hub.Begun.Any(begun => begun.Id == id), TimeSpan.FromMilliseconds(10));
        _hub.Otherwise = null;
        await _spoke.UntilAsync(() => _hub.Results.Any(result => result.Id == id), TimeSpan.Zero);
        Assert.Equal(isOn, Relays.Get(relay));
    }

    private async Task PageAsync(string relay, bool isOn)
    {
        using var json = new StringContent(isOn ? "{\"on\":true}" : "{\"on\":false}", System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/relays/{relay}") { Content = json };
        using var answer = await _spoke.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
