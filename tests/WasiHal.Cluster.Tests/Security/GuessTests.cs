using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>B5: a hundred sign-ins a second.</summary>
public sealed class GuessTests : IAsyncLifetime
{
    private const int ASecond = 100;

    private TestNode _node = null!;
    private string _password = null!;

    public async ValueTask InitializeAsync()
    {
        _node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        _password = _node.Services.GetRequiredService<OperatorCredentials>().NewPassword();
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Guesses_OfOneAddress_AllAtOnce_AreJudgedFiveTimesAMinute()
    {
        for (var minute = 0; minute < 2; minute++)
        {
            var statuses = await Task.WhenAll(Enumerable.Range(0, ASecond).Select(_ => GuessAsync("a guess", SecuredNode.Elsewhere)));

            Assert.Equal((AttemptBounds.MostOfAnAddress, ASecond - AttemptBounds.MostOfAnAddress), (statuses.Count(status => status == 401), statuses.Count(status => status == 429)));
            Assert.Equal(429, await GuessAsync(_password, SecuredNode.Elsewhere));
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(200, await GuessAsync(_password, SecuredNode.Elsewhere));
    }

    [Fact]
    public async Task Guesses_OfAHundredAddresses_AreBoundedTogether_AndKeepNobodyOutOfThisMachine()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(1, ASecond).SelectMany(last => Enumerable.Repeat(new IPAddress([10, 0, 0, (byte)last]), 3)).Select(address => GuessAsync("a guess", address)));

        Assert.Equal((AttemptBounds.MostOfAll, (3 * ASecond) - AttemptBounds.MostOfAll), (statuses.Count(status => status == 401), statuses.Count(status => status == 429)));
        Assert.Equal(429, await GuessAsync(_password, SecuredNode.Elsewhere));
        Assert.Equal(200, await GuessAsync(_password, from: null));
    }

    [Fact]
    public async Task Guesses_ByEveryWayThatTakesASecret_AreCountedTogether()
    {
        using var key = SecuredNode.NewKey();
        var session = await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password = _password }), SecuredNode.Elsewhere, isHttps: true);
        using var document = JsonDocument.Parse(session.Body);
        (string, string)[] headers = [("Cookie", session.Headers.SetCookie.ToString().Split(';')[0]), (SessionEndpoints.TokenHeader, document.RootElement.GetProperty("token").GetString()!)];

        Assert.Equal(401, await GuessAsync("a guess", SecuredNode.Elsewhere));
        Assert.Equal(401, (await _node.AskAsync("GET", "/api/readings", from: SecuredNode.Elsewhere, isHttps: true, headers: ("Authorization", "Bearer a-guess"))).Status);
        Assert.Equal(401, (await _node.AskAsync("PUT", "/api/password", "{\"old\":\"a guess\",\"new\":\"another one that is long\"}", SecuredNode.Elsewhere, isHttps: true, headers: headers)).Status);
        Assert.Equal(403, (await _node.AskAsync("POST", "/api/enrol", "{\"node\":\"garden\",\"token\":\"a guess\"}", SecuredNode.Elsewhere, isHttps: true, certificate: key)).Status);
        Assert.Equal(401, await GuessAsync("a guess", SecuredNode.Elsewhere));

        Assert.Equal(429, await GuessAsync(_password, SecuredNode.Elsewhere));
        Assert.Equal(429, (await _node.AskAsync("GET", "/api/readings", from: SecuredNode.Elsewhere, isHttps: true, headers: ("Authorization", "Bearer a-guess"))).Status);
        Assert.Equal(429, (await _node.AskAsync("PUT", "/api/password", $$"""{"old":"{{_password}}","new":"another one that is long"}""", SecuredNode.Elsewhere, isHttps: true, headers: headers)).Status);
        Assert.Equal(429, (await _node.AskAsync("POST", "/api/enrol", "{\"node\":\"garden\",\"token\":\"a guess\"}", SecuredNode.Elsewhere, isHttps: true, certificate: key)).Status);

        // Who is signed in guesses nothing.
        Assert.Equal(200, (await _node.AskAsync("GET", "/api/readings", from: SecuredNode.Elsewhere, isHttps: true, headers: headers)).Status);
    }

    private async Task<int> GuessAsync(string password, IPAddress? from) =>
        (await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password }), from, isHttps: true)).Status;
}
