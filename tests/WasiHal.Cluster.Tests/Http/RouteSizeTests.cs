using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>How much a node reads of one request, on every route that it has mapped and over real connections.</summary>
public sealed class RouteSizeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Of each of these the body is read; the others need none, or answer before it.
    private static readonly string[] Read = ["/push", "/api/buzzer", "/api/session", "/api/password", "/api/commands/next", "/api/commands/some/begin", "/api/commands/some/decline", "/api/commands/some/result", "/api/relays/some"];

    private readonly TestFolder _data = new();
    private WebApplication _app = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("cluster:node_id", "hub"), new("data:directory", _data.Path), new("cluster:security:sign_in", "from-elsewhere")]);
        builder.Services.AddWasiHal().AddHubClustering();
        _app = builder.Build();
        _app.MapWasiHal();
        await _app.StartAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LongerThanItMayBe_IsNotWaitedForOnAnyRoute(bool isChunked)
    {
        var routes = MappedRoutes.WithBody(_app.Services);
        Assert.InRange(routes.Count, 10, 100);
        var refused = new List<string>();
        foreach (var (method, path) in routes)
        {
            // The end of it never comes.
            var limit = path == "/push" ? PushRules.MaxBytes : NodeServerOptions.MaxBodyBytes;
            var status = await AnswerAsync(method, path, isChunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {limit + 1}"), isChunked ? limit + 1 : 0);

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
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Format(CultureInfo.InvariantCulture, request, new string('a', bytes))), Cancelled);

        Assert.Equal(status, await StatusAsync(client));
    }

    private async Task<int> AnswerAsync(string method, string path, string length, int bytes)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n"), Cancelled);
        var answer = StatusAsync(client);
        try
        {
            for (var sent = 0; sent < bytes && !answer.IsCompleted; sent += 1024)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes("400\r\n" + new string(' ', 1024) + "\r\n"), Cancelled);
            }
        }
        catch (IOException)
        {
            // It has heard enough.
        }

        return await answer;
    }

    private static async Task<int> StatusAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        var line = await reader.ReadLineAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port, Cancelled);
        return client;
    }
}
