using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Http;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>B1: pages of other sites, in the browser of somebody who is signed in, on every route that changes something.</summary>
public sealed class ForeignSiteTests : IAsyncLifetime
{
    private TestNode _node = null!;
    private (string, string) _cookie;
    private (string, string) _token;

    public async ValueTask InitializeAsync()
    {
        _node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var password = _node.Services.GetRequiredService<OperatorCredentials>().NewPassword();
        var reply = await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password }));
        using var document = JsonDocument.Parse(reply.Body);
        _cookie = ("Cookie", reply.Headers.SetCookie.ToString().Split(';')[0]);
        _token = (SessionEndpoints.TokenHeader, document.RootElement.GetProperty("token").GetString()!);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [InlineData("Host", "evil.example", 400)]
    [InlineData("Host", "localhost.evil.example", 400)]
    [InlineData("Host", "192.168.40.1", 400)]
    [InlineData("Host", "", 400)]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "https://localhost", 403)]
    [InlineData("Origin", "http://localhost:3001", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost, http://evil.example", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "", 403)]
    public async Task Change_WithAForeignHeader_IsRefusedOnEveryRoute(string header, string value, int status)
    {
        // Also with everything else that is needed, so that nothing but this header is the reason.
        foreach (var (method, path) in MappedRoutes.WithBody(_node.Services))
        {
            var reply = await AskAsync(method, path, "application/json", _cookie, _token, (header, value));

            Assert.True(reply.Status == status, $"{method} {path}: {reply.Status} {reply.Body}");
            Assert.Contains(header, reply.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    public async Task Form_OfAnOldBrowserThatSaysNothingOfWhereItComesFrom_ChangesNothing(string type)
    {
        // It sends the cookie at best, and no header that a form cannot have. What other nodes say is no browser's, and says so by its key or its address.
        foreach (var (method, path) in MappedRoutes.WithBody(_node.Services).Where(route => !route.Path.StartsWith(NodeRoutes.Commands, StringComparison.Ordinal)))
        {
            var reply = await AskAsync(method, path, type, _cookie);

            var wanted = path switch { "/push" => 415, SessionEndpoints.Path => method == "POST" ? 415 : 200, _ => 403 };
            Assert.True(reply.Status == wanted, $"{method} {path}: {reply.Status} {reply.Body}");
        }

        // Nor was it signed out.
        Assert.Equal(202, (await _node.AskAsync("POST", "/api/buzzer", "{\"pattern\":\"single\"}", headers: [_cookie, _token])).Status);
    }

    [Theory]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task Change_FromTheNodesOwnPage_IsDone(string header, string value) =>
        Assert.Equal(202, (await _node.AskAsync("POST", "/api/buzzer", "{\"pattern\":\"single\"}", headers: [_cookie, _token, (header, value)])).Status);

    private Task<PushReply> AskAsync(string method, string path, string type, params (string, string)[] headers) =>
        _node.AskAsync(method, path, "{}", headers: [("Content-Type", type), .. headers]);
}
