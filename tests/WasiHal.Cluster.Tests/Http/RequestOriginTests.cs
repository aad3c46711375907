using System.Net;
using Microsoft.AspNetCore.Builder;

namespace WasiHal.Cluster.Tests.Http;

public sealed class RequestOriginTests
{
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:3000", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:3000", HttpStatusCode.OK)]
    [InlineData("127.0.0.2", HttpStatusCode.OK)]
    [InlineData("[::1]:3000", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example:3000", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.7:3000", HttpStatusCode.BadRequest)]
    [InlineData("0.0.0.0:3000", HttpStatusCode.BadRequest)]
    public async Task Host_OtherThanThisMachine_IsRefused(string host, HttpStatusCode status)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        Assert.Equal(status, await GetAsync(client, "/api/readings", host, null));
    }

    [Theory]
    [InlineData("http://127.0.0.1:3000", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:3001", HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1:3000", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:3000", HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Origin_OtherThanThisNodesPage_IsRefused(string origin, HttpStatusCode status)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        Assert.Equal(status, await GetAsync(client, "/api/readings", "127.0.0.1:3000", origin));
    }

    [Fact]
    public async Task Check_ComesBeforeWhatTheProgramAdds()
    {
        var reached = false;
        var (node, client) = await TestNode.StartAsync(app => app.Use((_, next) =>
        {
            reached = true;
            return next();
        }));
        await using var _ = node;

        await GetAsync(client, "/", "evil.example", null);

        Assert.False(reached);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string path, string host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
