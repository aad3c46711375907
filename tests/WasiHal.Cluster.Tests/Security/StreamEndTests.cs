using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>A stream of events goes on no longer than the right of whoever opened it.</summary>
public sealed class StreamEndTests : IAsyncLifetime
{
    private TestNode _node = null!;
    private string _password = null!;

    private LiveEvents Live => _node.Services.GetRequiredService<LiveEvents>();

    public async ValueTask InitializeAsync()
    {
        _node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        _password = _node.Services.GetRequiredService<OperatorCredentials>().NewPassword();
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Stream_OfASessionThatSignsOut_Ends()
    {
        var (stream, session) = await OpenWithSessionAsync();
        var (other, _) = await OpenWithSessionAsync();

        Assert.Equal(200, (await AskAsync("DELETE", "/api/session", session)).Status);

        await EndsAsync(stream);
        await GoesOnAsync(other);
    }

    [Fact]
    public async Task Stream_OfEverySession_EndsWhenThePasswordIsChanged()
    {
        var (stream, session) = await OpenWithSessionAsync();
        var (other, _) = await OpenWithSessionAsync();

        var body = JsonSerializer.Serialize(new { old = _password, @new = "correct horse battery" });
        Assert.Equal(200, (await _node.AskAsync("PUT", "/api/password", body, SecuredNode.Elsewhere, isHttps: true, headers: session)).Status);

        await EndsAsync(stream);
        await EndsAsync(other);
    }

    [Fact]
    public async Task Stream_OfASessionThatIsNotUsed_EndsWithIt()
    {
        var (stream, _) = await OpenWithSessionAsync();

        _node.Time.Advance(OperatorSessions.LongestIdle);

        await EndsAsync(stream);
    }

    [Fact]
    public async Task Stream_OfASessionThatIsUsed_EndsWithItsWeek()
    {
        var (stream, session) = await OpenWithSessionAsync();
        for (var hours = 0; hours < (7 * 24) - 11; hours += 11)
        {
            Assert.Equal(200, (await AskAsync("GET", "/api/nodes", session)).Status);
            Assert.False(stream.IsCompleted);
            _node.Time.Advance(TimeSpan.FromHours(11));
        }

        _node.Time.Advance(TimeSpan.FromHours(11));

        await EndsAsync(stream);
    }

    [Fact]
    public async Task Stream_OfATokenThatIsRevoked_Ends()
    {
        var credentials = _node.Services.GetRequiredService<OperatorCredentials>();
        var stream = await OpenAsync(("Authorization", "Bearer " + credentials.NewToken("one")));
        var other = await OpenAsync(("Authorization", "Bearer " + credentials.NewToken("other")));

        Assert.True(credentials.RevokeToken("one"));

        await EndsAsync(stream);
        await GoesOnAsync(other);
    }

    [Fact]
    public async Task Stream_OfThisMachine_NeedsNoSessionAndGoesOn()
    {
        var (_, session) = await OpenWithSessionAsync();
        var here = _node.AskAsync("GET", "/api/events", headers: session);
        await _node.Time.UntilAsync(() => Live.Streams == 2, TimeSpan.Zero);

        await AskAsync("DELETE", "/api/session", session);
        await _node.Time.UntilAsync(() => Live.Streams == 1, TimeSpan.FromSeconds(1));

        await GoesOnAsync(here);
    }

    private Task<PushReply> AskAsync(string method, string path, (string, string)[] session) => _node.AskAsync(method, path, from: SecuredNode.Elsewhere, isHttps: true, headers: session);

    private async Task<(Task<PushReply> Stream, (string, string)[] Session)> OpenWithSessionAsync()
    {
        var reply = await _node.AskAsync("POST", "/api/session", JsonSerializer.Serialize(new { password = _password }), SecuredNode.Elsewhere, isHttps: true);
        using var document = JsonDocument.Parse(reply.Body);
        (string, string)[] session = [("Cookie", reply.Headers.SetCookie.ToString().Split(';')[0]), (SessionEndpoints.TokenHeader, document.RootElement.GetProperty("token").GetString()!)];
        return (await OpenAsync(session), session);
    }

    // It is answered when the stream has ended.
    private async Task<Task<PushReply>> OpenAsync(params (string, string)[] headers)
    {
        var before = Live.Streams;
        var stream = AskAsync("GET", "/api/events", headers);
        await _node.Time.UntilAsync(() => Live.Streams == before + 1 || stream.IsCompleted, TimeSpan.Zero);
        Assert.False(stream.IsCompleted);
        return stream;
    }

    private async Task EndsAsync(Task<PushReply> stream)
    {
        await _node.Time.UntilAsync(() => stream.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await stream).Status);
    }

    private async Task GoesOnAsync(Task<PushReply> stream)
    {
        // Signs of life are looked for again and again, and it has not ended.
        var until = _node.Time.GetUtcNow() + (10 * EventsEndpoint.Heartbeat);
        await _node.Time.UntilAsync(() => _node.Time.GetUtcNow() >= until, TimeSpan.FromSeconds(1));
        Assert.False(stream.IsCompleted);
    }
}
