using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>H1: what is no credential, empty, a beginning, of another kind, used or expired, is one nowhere.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Beep = "{\"pattern\":\"single\"}";

    private TestNode _node = null!;
    private string _password = null!;
    private string _token = null!;
    private string _cookie = null!;
    private string _sessionToken = null!;

    private OperatorCredentials Credentials => _node.Services.GetRequiredService<OperatorCredentials>();

    public async ValueTask InitializeAsync()
    {
        _node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        (_password, _token) = (Credentials.NewPassword(), Credentials.NewToken("script"));
        (_cookie, _sessionToken) = await SignInAsync();
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Bearer_ThatIsNoneOrNotWhole_ChangesNothing()
    {
        string[] wrong =
        [
            "", " ", "Bearer", "Bearer ", "Bearer null", "Bearer .", "Bearer ...", "Bearer wasihal-access", "Bearer wasihal-access.script", "Bearer wasihal-access.script.",
            _token, $"Basic {_token}", $"Bearer: {_token}", $"Bearer {_token[..^1]}", $"Bearer {_token}x", $"Bearer {_token}.", $"Bearer {_token}, Bearer {_token}",
            $"Bearer {_token.Replace(".script.", "..", StringComparison.Ordinal)}", $"Bearer {_token.Replace(".script.", ".SCRIPT.", StringComparison.Ordinal)}", $"Bearer {_token.Replace(".script.", ".../access/script.", StringComparison.Ordinal)}",
            $"Bearer {_token.ToUpperInvariant()}", $"Bearer {_password}", $"Bearer {_cookie.Split('=')[1]}", $"Bearer {_sessionToken}", "Bearer " + new string('a', 10_000),
        ];
        foreach (var given in wrong)
        {
            var here = await _node.AskAsync("POST", "/api/buzzer", Beep, headers: ("Authorization", given));
            var elsewhere = await _node.AskAsync("GET", "/api/readings", from: SecuredNode.Elsewhere, isHttps: true, headers: ("Authorization", given));

            Assert.True((here.Status, elsewhere.Status) == (401, 401), $"'{given}': {here.Status}, {elsewhere.Status}");
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(202, (await _node.AskAsync("POST", "/api/buzzer", Beep, headers: ("Authorization", $"Bearer {_token}"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"hash\":\"\",\"issued\":\"2026-03-01T12:00:00Z\"}")]
    [InlineData("{\"hash\":null,\"issued\":\"2026-03-01T12:00:00Z\"}")]
    public async Task Bearer_WhoseFileIsDamaged_ChangesNothing(string kept)
    {
        new PrivateFolder(_node.Data.Sub("security")).Inner("access").Write("script", kept);

        foreach (var given in new[] { _token, "wasihal-access.script.", "wasihal-access.script." + new string('A', 32) })
        {
            Assert.InRange((await _node.AskAsync("POST", "/api/buzzer", Beep, headers: ("Authorization", $"Bearer {given}"))).Status, 401, 500);
        }
    }

    [Fact]
    public async Task Session_WhoseCookieOrTokenIsNotWhole_ChangesNothing()
    {
        var (name, id) = (_cookie.Split('=')[0], _cookie.Split('=')[1]);
        var (otherCookie, otherToken) = await SignInAsync();
        foreach (var cookie in new[] { "", name, name + "=", $"{name}={id[..^1]}", $"{name}={id}x", $"{name}={_sessionToken}", $"other={id}", $"{name}-2={id}", $"{name}={id[..^1]}{(id[^1] == 'A' ? 'B' : 'A')}" })
        {
            Assert.True((await ChangeAsync(cookie, _sessionToken)).Status == 401, cookie);
        }

        foreach (var token in new[] { "", " ", "null", _sessionToken[..^1], _sessionToken + "x", $"{_sessionToken}, {_sessionToken}", id, otherToken, _sessionToken.ToUpperInvariant() })
        {
            Assert.True((await ChangeAsync(_cookie, token)).Status == 403, token);
        }

        Assert.Equal(202, (await ChangeAsync(_cookie, _sessionToken)).Status);
        Assert.Equal(202, (await ChangeAsync(otherCookie, otherToken)).Status);
        _node.Time.Advance(OperatorSessions.LongestIdle);
        Assert.Equal(401, (await ChangeAsync(_cookie, _sessionToken)).Status);
    }

    [Fact]
    public async Task Password_ThatIsNotWhole_SignsNobodyIn()
    {
        foreach (var given in new[] { "", " ", _password[..^1], _password[..12], _password + " ", " " + _password, _password + "\0", _password.ToUpperInvariant(), _token, _sessionToken, "null", new string('a', 256), new string('a', 257) })
        {
            var reply = await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password = given }));

            Assert.True(reply.Status == 401, $"'{given}': {reply.Status}");
            Assert.Equal(0, reply.Headers.SetCookie.Count);
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // Nor does any of them change it.
        (string, string)[] session = [("Cookie", _cookie), (SessionEndpoints.TokenHeader, _sessionToken)];
        Assert.Equal(401, (await _node.AskAsync("PUT", "/api/password", JsonSerializer.Serialize(new { old = "", @new = "another one that is long" }), headers: session)).Status);
        Assert.Equal(400, (await _node.AskAsync("PUT", "/api/password", JsonSerializer.Serialize(new { old = _password, @new = "another one\0that is long" }), headers: session)).Status);
        await SignInAsync();
    }

    [Fact]
    public async Task Join_WithATokenThatIsUsedOrExpiredOrOfAnotherKind_IsRefused()
    {
        using var key = SecuredNode.NewKey();
        var enrolment = _node.Services.GetRequiredService<NodeEnrolment>();
        var (used, expired) = (enrolment.NewToken("garden"), enrolment.NewToken("garden"));
        Assert.Equal(200, (await JoinAsync(used)).Status);
        _node.Time.Advance(EnrolmentTokens.Life);
        foreach (var given in new[] { used, expired, "", used[..^1], _token, _password, _sessionToken })
        {
            Assert.True((await JoinAsync(given)).Status == 403, given);
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // A spoke's token is none of a program's either.
        Assert.Equal(401, (await _node.AskAsync("POST", "/api/buzzer", Beep, headers: ("Authorization", "Bearer " + enrolment.NewToken("shed")))).Status);

        Task<PushReply> JoinAsync(string token) => _node.AskAsync("POST", "/api/enrol", JsonSerializer.Serialize(new { node = "garden", token }), SecuredNode.Elsewhere, isHttps: true, certificate: key);
    }

    private Task<PushReply> ChangeAsync(string cookie, string token) => _node.AskAsync("POST", "/api/buzzer", Beep, headers: [("Cookie", cookie), (SessionEndpoints.TokenHeader, token)]);

    private async Task<(string Cookie, string Token)> SignInAsync()
    {
        var reply = await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password = _password }));
        using var document = JsonDocument.Parse(reply.Body);
        return (reply.Headers.SetCookie.ToString().Split(';')[0], document.RootElement.GetProperty("token").GetString()!);
    }
}
