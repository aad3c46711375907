using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class PushAccessTests
{
    private static readonly KeyValuePair<string, string>[] Lan =
    [
        new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24"),
        new("cluster:security:allow_unsigned_push:1", "10.1.2.3"),
        new("cluster:security:allow_unsigned_push:2", "fd00:1::/32"),
        new("hub:host_names:0", "hub.example.org"),
    ];

    [Theory]
    [InlineData(null, 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("192.168.40.7", 200)]
    [InlineData("::ffff:192.168.40.255", 200)]
    [InlineData("10.1.2.3", 200)]
    [InlineData("fd00:1::5%3", 200)]
    [InlineData("192.168.41.7", 403)]
    [InlineData("10.1.2.4", 403)]
    [InlineData("fd00:2::5", 403)]
    [InlineData("8.8.8.8", 403)]
    public async Task Push_FromAnAddress_IsTakenWhenItIsListedOrThisMachine(string? from, int status)
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        var reply = await node.PushAsync(Pushes.Push(), from is null ? null : IPAddress.Parse(from), "192.168.40.9:3000");

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? 1 : 0, node.Ledger.Applied.Count);
        if (status == 403)
        {
            Assert.Contains($"add \\u0022{from}\\u0022 or its network to cluster.security.allow_unsigned_push", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Push_NothingListed_IsOfThisMachineOnly()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;

        Assert.Equal(200, (await node.PushAsync(Pushes.Push())).Status);
        Assert.Equal(403, (await node.PushAsync(Pushes.Push(2), Pushes.Lan)).Status);
        Assert.Equal(400, (await node.PushAsync(Pushes.Push(2), null, "192.168.40.9")).Status);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/push")]
    [InlineData("GET", "/api/readings")]
    [InlineData("GET", "/healthz")]
    [InlineData("POST", "/api/buzzer/test")]
    [InlineData("POST", "/api/plugins/a/restart")]
    [InlineData("POST", "/push/more")]
    [InlineData("POST", "/assets/../push")]
    public async Task Request_OtherThanAPush_IsNotAnsweredToOtherMachines(string method, string path)
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        var reply = await node.PushAsync([], Pushes.Lan, "192.168.40.9", method: method, path: path);

        Assert.Equal(403, reply.Status);
        Assert.Contains("Other machines are not answered here", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_SomebodyClaimsAnotherAddress_IsNotBelieved()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        var context = await node.Server.SendAsync(context =>
        {
            context.Request.Method = "POST";
            context.Request.Path = "/push";
            context.Request.Host = new("192.168.40.9");
            context.Request.Headers["X-Forwarded-For"] = "127.0.0.1";
            context.Request.Headers["Forwarded"] = "for=127.0.0.1";
            context.Connection.RemoteIpAddress = IPAddress.Parse("8.8.8.8");
        }, TestContext.Current.CancellationToken);

        Assert.Equal(403, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("192.168.40.9:3000", 200)]
    [InlineData("[fd00::9]:3000", 200)]
    [InlineData("localhost", 200)]
    [InlineData("hub.example.org", 200)]
    [InlineData("HUB.example.org:3000", 200)]
    [InlineData("MACHINE", 200)]
    [InlineData("MACHINE.local:3000", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("hub.example.org.evil.example", 400)]
    public async Task Push_ForAHost_IsTakenWhenItIsThisMachine(string host, int status)
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        Assert.Equal(status, (await node.PushAsync(Pushes.Push(), Pushes.Lan, host.Replace("MACHINE", Environment.MachineName, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Page_ForAHostThatPushesMayName_IsNotAnswered()
    {
        var (node, _) = await TestNode.StartAsync(settings: Lan);
        await using var __ = node;

        Assert.Equal(400, (await node.PushAsync([], null, "hub.example.org", method: "GET", path: "/api/readings")).Status);
    }

    [Theory]
    [InlineData("192.168.40.7/24")]
    [InlineData("192.168.40.0/33")]
    [InlineData("192.168.40")]
    [InlineData("192.168.40.0/")]
    [InlineData("lan")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("010.1.2.3")]
    [InlineData("fd00::1/64")]
    [InlineData("::ffff:10.0.0.0/104")]
    public async Task Start_NoNetwork_IsRefusedWithKeyAndValue(string network)
    {
        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => TestNode.StartAsync(settings: [new("cluster:security:allow_unsigned_push:0", network)]));

        Assert.Contains("cluster.security.allow_unsigned_push", wrong.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{network}\", which is not an address or a network", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub:stale_after", "0s", "hub.stale_after")]
    [InlineData("hub:offline_after", "30s", "hub.offline_after")]
    [InlineData("hub:offline_after", "8d", "hub.offline_after")]
    [InlineData("hub:host_names:0", "a b", "hub.host_names")]
    [InlineData("hub:host_names:0", "hub:3000", "hub.host_names")]
    public async Task Start_PresenceOptionsWrong_AreRefusedWithKey(string key, string value, string named)
    {
        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => TestNode.StartAsync(settings: [new(key, value)]));

        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NetworkListed_MayBindAnyAddressAndAnswersPushesOverIt()
    {
        var builder = WebApplication.CreateBuilder();
        using var data = new TestFolder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://0.0.0.0:0"), new("cluster:node_id", "hub"), new("data:directory", data.Path), new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24")]);
        builder.Services.AddWasiHal().AddHubClustering();
        await using var app = builder.Build();
        app.MapWasiHal();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var body = new StringContent(Pushes.Push(), Encoding.UTF8, "application/json");

        var answer = await client.PostAsync(new Uri(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal) + "/push"), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("pi", Assert.Single(app.Services.GetRequiredService<Cluster.Intake.IBatchLedger>().Nodes).Report.Node);
    }
}
