using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Tests.Http;

public sealed class NodeServerOptionsTests
{
    [Fact]
    public async Task Limits_AreBounded()
    {
        await using var node = new TestNode();

        var options = node.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

        Assert.False(options.AddServerHeader);
        Assert.Equal(NodeServerOptions.MaxConnections, options.Limits.MaxConcurrentConnections);
        Assert.InRange(NodeServerOptions.MaxConnections, 64, 1024);
        Assert.Equal(64 * 1024, options.Limits.MaxRequestBodySize);
        Assert.Equal(64, options.Limits.MaxRequestHeaderCount);
        Assert.Equal(16 * 1024, options.Limits.MaxRequestHeadersTotalSize);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Limits.RequestHeadersTimeout);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://[::]:0")]
    [InlineData("urls", "http://hub.example:0")]
    [InlineData("urls", "http://127.0.0.1:0;http://10.0.0.1:0")]
    [InlineData("http_ports", "0")]
    [InlineData("Kestrel:Endpoints:all:Url", "http://0.0.0.0:0")]
    public async Task Start_AddressThatOthersReach_IsRefusedWithTheKeyToSet(string key, string value)
    {
        await using var app = Build(key, value);

        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("cluster.security", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("cluster.security.allow_remote", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.0.0.2:0")]
    public async Task Start_Loopback_AnswersWithHeadersAndWithoutTheServersName(string url)
    {
        await using var app = Build("urls", url);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        var answer = await client.GetAsync(new Uri(app.Urls.Single() + "/healthz"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public void RequireLoopback_UnixSocket_IsLetBe() => NodeServerOptions.RequireLoopback(new UnixDomainSocketEndPoint("/run/hub.sock"));

    [Fact]
    public async Task Body_TooLarge_IsAProblem()
    {
        await using var app = Build("urls", "http://127.0.0.1:0");
        app.MapPost("/test/takes", async context => await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var body = new ByteArrayContent(new byte[(64 * 1024) + 1]);

        var answer = await client.PostAsync(new Uri(app.Urls.Single() + "/test/takes"), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static WebApplication Build(string key, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new(key, value), new("cluster:security:sign_in", "from-elsewhere")]);
        builder.Services.AddWasiHal().AddHubClustering();
        var app = builder.Build();
        app.MapWasiHal();
        return app;
    }
}
