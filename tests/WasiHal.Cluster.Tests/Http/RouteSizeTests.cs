using System.Globalization;
using System.Text;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>How much a node reads of one request, on every route that it has mapped and over real connections.</summary>
public sealed class RouteSizeTests
{
    // Of each of these the body is read; the others need none, or answer before it.
    private static readonly string[] Read = ["/push", "/api/buzzer", "/api/session", "/api/password", "/api/commands/next", "/api/commands/some/begin", "/api/commands/some/decline", "/api/commands/some/result", "/api/relays/some"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LongerThanItMayBe_IsNotWaitedForOnAnyRoute(bool isChunked)
    {
        await using var node = await ListeningNode.StartAsync();
        var routes = MappedRoutes.WithBody(node.Services);
        Assert.InRange(routes.Count, 10, 100);
        var refused = new List<string>();
        foreach (var (method, path) in routes)
        {
            // The end of it never comes.
            var limit = path == "/push" ? PushRules.MaxBytes : NodeServerOptions.MaxBodyBytes;
            var status = await AnswerAsync(node, method, path, isChunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {limit + 1}"), isChunked ? limit + 1 : 0);

            Assert.True(status is >= 200 and < 500, $"{method} {path}: {status}");
            if (status == 413)
            {
                refused.Add(path);
            }
        }

        Assert.Equal(Read.Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal).Distinct());
    }

    [Theory]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: localhost\r\n\r\n", 4 * 1024, 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {0}\r\n\r\n", 16 * 1024, 431)]
    public async Task Head_LongerThanItMayBe_IsRefused(string request, int bytes, int status)
    {
        await using var node = await ListeningNode.StartAsync();
        using var client = await node.SendAsync(string.Format(CultureInfo.InvariantCulture, request, new string('a', bytes)));

        Assert.Equal(status, await ListeningNode.StatusAsync(client));
    }

    private static async Task<int> AnswerAsync(ListeningNode node, string method, string path, string length, int bytes)
    {
        using var client = await node.SendAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n");
        var answer = ListeningNode.StatusAsync(client);
        try
        {
            for (var sent = 0; sent < bytes && !answer.IsCompleted; sent += 1024)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("400\r\n" + new string(' ', 1024) + "\r\n"), Cancelled);
            }
        }
        catch (IOException)
        {
            // It has heard enough.
        }

        return await answer;
    }
}
