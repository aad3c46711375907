using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>Who may do what over HTTP.</summary>
public sealed class OperatorGateTests
{
    private const string Beep = "{\"pattern\":\"single\"}";

    private static readonly string[] OfOtherNodes = ["/push", "/api/enrol", "/api/commands"];

    [Fact]
    public async Task Change_OfWhateverIsMapped_NeedsASession()
    {
        await using var node = (await TestNode.StartAsync(more: app => app.MapPost("/own", () => "done"), settings: SecuredNode.Settings)).Node;
        var routes = node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, (route, method) => (Method: method, Path: "/" + route.RoutePattern.RawText!.TrimStart('/')))
            .Where(route => route.Method is not ("GET" or "HEAD") && route.Path != SessionEndpoints.Path && !OfOtherNodes.Any(path => route.Path.StartsWith(path, StringComparison.Ordinal)))
            .ToArray();

        Assert.Contains(("POST", "/own"), routes);
        Assert.Contains(("POST", "/api/buzzer"), routes);
        Assert.Contains(("PUT", "/api/password"), routes);
        foreach (var (method, path) in routes)
        {
            var here = await node.AskAsync(method, path, "{}");
            var elsewhere = await node.AskAsync(method, path, "{}", SecuredNode.Elsewhere, isHttps: true);

            Assert.True((here.Status, elsewhere.Status) == (401, 401), $"{method} {path}: {here.Status}, {elsewhere.Status}");
        }
    }

    [Fact]
    public async Task Read_FromElsewhere_NeedsASessionAndHttps()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        foreach (var path in new[] { "/api/readings", "/api/nodes", "/api/events", "/api/logs", "/healthz", "/nothing" })
        {
            Assert.Equal(401, (await node.AskAsync("GET", path, from: SecuredNode.Elsewhere, isHttps: true)).Status);
            Assert.Equal(403, (await node.AskAsync("GET", path, from: SecuredNode.Elsewhere)).Status);
        }

        Assert.Equal(200, (await node.AskAsync("GET", "/api/readings")).Status);
        Assert.Equal(200, (await node.AskAsync("GET", "/", from: SecuredNode.Elsewhere, isHttps: true)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/session", "{}", SecuredNode.Elsewhere)).Status);
    }

    [Fact]
    public async Task Remote_NotAllowed_IsToldTheKey()
    {
        await using var node = (await TestNode.StartAsync()).Node;

        var reply = await node.AskAsync("GET", "/", from: SecuredNode.Elsewhere, isHttps: true);

        Assert.Equal(403, reply.Status);
        Assert.Contains("cluster.security.allow_remote", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_WithItsToken_MayAndWithoutItMayNot()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var (cookie, token, reply) = await SignInAsync(node, isHttps: true);

        Assert.Contains("httponly", reply.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", reply.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", reply.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", reply.Headers.CacheControl);
        (string, string) session = ("Cookie", cookie);
        Assert.Equal(200, (await node.AskAsync("GET", "/api/readings", from: SecuredNode.Elsewhere, isHttps: true, headers: session)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: session)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: [session, (SessionEndpoints.TokenHeader, token[..^1])])).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: [session, (SessionEndpoints.TokenHeader, token)])).Status);
        Assert.Equal(401, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: [("Cookie", "wasihal-hub=" + token), (SessionEndpoints.TokenHeader, token)])).Status);

        Assert.Equal(200, (await node.AskAsync("DELETE", "/api/session", headers: session)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: [session, (SessionEndpoints.TokenHeader, token)])).Status);
        await node.AskAsync("DELETE", "/api/session", headers: [session, (SessionEndpoints.TokenHeader, token)]);
        Assert.Equal(401, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: [session, (SessionEndpoints.TokenHeader, token)])).Status);
    }

    [Fact]
    public async Task Token_OfAProgram_MayUntilItIsTakenBack()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var credentials = node.Services.GetRequiredService<OperatorCredentials>();
        (string, string) header = ("Authorization", "Bearer " + credentials.NewToken("script"));

        Assert.Equal(200, (await node.AskAsync("POST", "/api/buzzer", Beep, SecuredNode.Elsewhere, isHttps: true, headers: header)).Status);
        Assert.True(credentials.RevokeToken("script"));
        Assert.Equal(401, (await node.AskAsync("POST", "/api/buzzer", Beep, SecuredNode.Elsewhere, isHttps: true, headers: header)).Status);
    }

    [Fact]
    public async Task SignIn_Guesses_AreCountedAndTheLogHoldsNoPassword()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var password = node.Services.GetRequiredService<OperatorCredentials>().EnsurePassword()!;

        var statuses = new List<int>();
        for (var guess = 0; guess < 100; guess++)
        {
            statuses.Add((await node.AskAsync("POST", "/api/session", "{\"password\":\"guess\"}", SecuredNode.Elsewhere, isHttps: true)).Status);
        }

        Assert.Equal((AttemptBounds.MostOfAnAddress, 100 - AttemptBounds.MostOfAnAddress), (statuses.Count(status => status == 401), statuses.Count(status => status == 429)));
        var right = await node.AskAsync("POST", "/api/session", Body(password), SecuredNode.Elsewhere, isHttps: true);
        Assert.Equal((429, 1), (right.Status, right.Headers.RetryAfter.Count));
        Assert.Equal(200, (await node.AskAsync("POST", "/api/session", Body(password))).Status);
        node.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await node.AskAsync("POST", "/api/session", Body(password), SecuredNode.Elsewhere, isHttps: true)).Status);
        Assert.DoesNotContain(password, (await node.AskAsync("GET", "/api/logs?level=trace")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"password\":null}")]
    [InlineData("{\"password\":1}")]
    [InlineData("{\"password\":\"a\",\"more\":1}")]
    public async Task SignIn_WithWhatIsNoPassword_Is400(string body)
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;

        Assert.Equal(400, (await node.AskAsync("POST", "/api/session", body)).Status);
    }

    [Fact]
    public async Task SignIn_FromAFormOfAnotherSite_IsRefused()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var password = node.Services.GetRequiredService<OperatorCredentials>().EnsurePassword()!;

        Assert.Equal(415, (await node.AskAsync("POST", "/api/session", Body(password), headers: ("Content-Type", "text/plain"))).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/session", Body(password), headers: ("Origin", "http://evil.example"))).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/session", Body(password), headers: ("Sec-Fetch-Site", "cross-site"))).Status);
    }

    [Fact]
    public async Task Password_Changed_EndsAllSessions()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        var (cookie, token, _) = await SignInAsync(node);
        (string, string)[] session = [("Cookie", cookie), (SessionEndpoints.TokenHeader, token)];
        var password = node.Services.GetRequiredService<OperatorCredentials>().NewPassword();

        Assert.Equal(401, (await node.AskAsync("PUT", "/api/password", "{\"old\":\"wrong\",\"new\":\"correct horse battery\"}", headers: session)).Status);
        Assert.Equal(400, (await node.AskAsync("PUT", "/api/password", JsonSerializer.Serialize(new { old = password, @new = "short" }), headers: session)).Status);
        Assert.Equal(200, (await node.AskAsync("PUT", "/api/password", JsonSerializer.Serialize(new { old = password, @new = "correct horse battery" }), headers: session)).Status);
        Assert.Equal(401, (await node.AskAsync("POST", "/api/buzzer", Beep, headers: session)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/api/session", Body("correct horse battery"))).Status);
        Assert.Equal(401, (await node.AskAsync("POST", "/api/session", Body(password))).Status);
    }

    private static string Body(string password) => JsonSerializer.Serialize(new { password });

    private static async Task<(string Cookie, string Token, PushReply Reply)> SignInAsync(TestNode node, bool isHttps = false)
    {
        var password = node.Services.GetRequiredService<OperatorCredentials>().NewPassword();
        var reply = await node.AskAsync("POST", "/api/session", Body(password), isHttps: isHttps);
        Assert.Equal(200, reply.Status);
        using var document = JsonDocument.Parse(reply.Body);
        return (reply.Headers.SetCookie.ToString().Split(';')[0], document.RootElement.GetProperty("token").GetString()!, reply);
    }
}
