using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Cluster.Tests.Security;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>How often one sender is answered.</summary>
public sealed class RequestRatesTests
{
    // Buckets that nothing fills again while a test runs.
    private static readonly RequestAllowance Three = new(3, 0.000_01);

    private readonly FakeLogCollector _logs = new();

    [Fact]
    public async Task Requests_OfASenderWithoutTokens_AreRefusedOnEveryRoute()
    {
        await using var node = await StartAsync();
        foreach (var from in new[] { null, SecuredNode.Elsewhere })
        {
            for (var request = 0; request < Three.AtOnce; request++)
            {
                Assert.Equal(200, (await node.AskAsync("GET", "/", from: from, isHttps: true)).Status);
                Assert.NotEqual(429, (await node.AskAsync("POST", "/push", "{}", from, isHttps: true)).Status);
            }

            var routes = MappedRoutes.Of(node.Services);
            Assert.InRange(routes.Count, 30, 200);
            foreach (var (method, path) in routes)
            {
                var reply = await node.AskAsync(method, path, method == "GET" ? null : "{}", from, isHttps: true);

                Assert.True(reply.Status == 429, $"{method} {path} of {from}: {reply.Status}");
                Assert.Equal("application/problem+json", reply.Headers.ContentType);
                Assert.True(int.Parse(reply.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture) >= 1);
                Assert.Contains("\"status\":429,\"detail\":\"There are too many requests of this sender.", reply.Body, StringComparison.Ordinal);
            }

            Assert.Equal(429, (await node.AskAsync("GET", "/nothing", from: from, isHttps: true)).Status);
        }
    }

    [Fact]
    public async Task Requests_ThatAreRefused_AreNotRead()
    {
        await using var node = await StartAsync();
        for (var request = 0; request < Three.AtOnce; request++)
        {
            await node.AskAsync("POST", "/push", "{}");
        }

        Assert.Equal(429, (await node.PushAsync(new UnreadableBody())).Status);
    }

    [Fact]
    public async Task Requests_OfOthers_AreAnsweredMeanwhile()
    {
        await using var node = await StartAsync();
        using var own = SecuredNode.NewKey();
        using var unknown = SecuredNode.NewKey();
        var token = node.Services.GetRequiredService<NodeEnrolment>().NewToken("garden");
        Assert.Equal(200, (await node.AskAsync("POST", "/api/enrol", System.Text.Json.JsonSerializer.Serialize(new { node = "garden", token }), isHttps: true, certificate: own)).Status);
        for (var request = 0; request < Three.AtOnce; request++)
        {
            await node.AskAsync("POST", "/push", "{}", SecuredNode.Elsewhere, isHttps: true);
            await node.AskAsync("GET", "/", from: SecuredNode.Elsewhere, isHttps: true);
        }

        // A key that nobody knows has no bucket of its own; that of a node that joined has, behind the same address.
        Assert.Equal(429, (await node.AskAsync("POST", "/push", Pushes.Push(1, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: unknown)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/push", Pushes.Push(1, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: own)).Status);
        Assert.Equal(429, (await node.AskAsync("GET", "/", from: SecuredNode.Elsewhere, isHttps: true, certificate: own)).Status);
        Assert.Equal(200, (await node.AskAsync("GET", "/")).Status);
    }

    [Fact]
    public async Task Requests_ThatAreRefused_AreCountedAndToldOnceAMinute()
    {
        await using var node = await StartAsync();
        await FloodAsync(node, Three.AtOnce + 100);
        var first = Told();
        node.Time.Advance(TimeSpan.FromMinutes(1));
        await FloodAsync(node, 1);

        Assert.StartsWith("1 requests were refused", Assert.Single(first), StringComparison.Ordinal);
        Assert.Contains("192.168.40.7", first[0], StringComparison.Ordinal);
        Assert.StartsWith("100 requests were refused", Told()[^1], StringComparison.Ordinal);
        Assert.Contains("wasihal_node_requests_refused_total{node=\"hub\"} 101", (await node.AskAsync("GET", "/metrics")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Buckets_OfMadeUpAddresses_AreAFewForAll()
    {
        using var rates = new RequestRates(null, _ => Three);
        var buckets = Enumerable.Range(0, 100_000).Select(number => rates.BucketOf(From(new IPAddress([0x20, 0x01, 0x0d, 0xb8, 0, (byte)(number >> 16), (byte)(number >> 8), (byte)number, 0, 0, 0, 0, 0, 0, 0, 1])))).ToHashSet();

        Assert.InRange(buckets.Count, RequestRates.MostBuckets / 2, RequestRates.MostBuckets);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1:2:3", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.168.40.7", "::ffff:192.168.40.7", true)]
    [InlineData("::1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", true)]
    [InlineData("127.0.0.1", "192.168.40.7", false)]
    public void Buckets_OfAddresses_AreThoseOfWhoeverHasThem(string one, string other, bool isSame)
    {
        // Two senders may have one bucket by chance, and not in each of several nodes.
        var isAlwaysSame = Enumerable.Range(0, 8).All(_ =>
        {
            using var rates = new RequestRates(null, _ => Three);
            return rates.BucketOf(From(IPAddress.Parse(one))) == rates.BucketOf(From(IPAddress.Parse(other)));
        });

        Assert.Equal(isSame, isAlwaysSame);
    }

    [Theory]
    [InlineData(null, "GET", "/api/readings")]
    [InlineData(null, "POST", "/push")]
    [InlineData("192.168.40.7", "GET", "/api/readings")]
    [InlineData("192.168.40.7", "POST", "/push")]
    public void Take_AsManyAsASenderMayAtOnce_AreLetThroughAndNotManyMore(string? from, string method, string path)
    {
        using var rates = new RequestRates(null, RequestAllowance.Of);
        var context = From(from is null ? null : IPAddress.Parse(from), method, path);
        var allowed = RequestAllowance.Of(rates.BucketOf(context).Source).AtOnce;
        for (var request = 0; request < allowed; request++)
        {
            Assert.Null(rates.Take(context));
        }

        // What flows back meanwhile is less than what a loop without a pause takes.
        TimeSpan? wait = null;
        for (var request = 0; request < 10_000_000 && wait is null; request++)
        {
            wait = rates.Take(context);
        }

        Assert.NotNull(wait);
        Assert.InRange(wait.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Document_HasTheNumbers()
    {
        var document = File.ReadAllText(RepositoryRoot.PathOf("docs/security.md"));
        foreach (var source in Enum.GetValues<RequestSource>())
        {
            var allowance = RequestAllowance.Of(source);
            Assert.Contains(FormattableString.Invariant($"| {allowance.EachSecond:n0} | {allowance.AtOnce:n0} |"), document, StringComparison.Ordinal);
        }
    }

    private static DefaultHttpContext From(IPAddress? address, string method = "GET", string path = "/")
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = address } };
        (context.Request.Method, context.Request.Path) = (method, path);
        return context;
    }

    private static async Task FloodAsync(TestNode node, int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            await node.AskAsync("GET", "/", from: SecuredNode.Elsewhere, isHttps: true);
        }
    }

    private List<string> Told() => [.. _logs.GetSnapshot().Where(entry => entry.Id.Id == 3066).Select(entry => entry.Message)];

    private async Task<TestNode> StartAsync() => (await TestNode.StartAsync(
        services: services => services.AddSingleton(provider => new RequestRates(provider.GetRequiredService<EnrolledNodes>(), _ => Three)).AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(_logs))),
        settings: SecuredNode.Settings)).Node;

    private sealed class UnreadableBody : MemoryStream
    {
        public override long Length => 10;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidOperationException("It was read.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new InvalidOperationException("It was read.");
    }
}
