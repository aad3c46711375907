using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>Who may speak for which node.</summary>
public sealed class EnrolmentTests
{
    private static readonly KeyValuePair<string, string>[] Settings = [.. SecuredNode.Settings, new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24")];

    [Fact]
    public async Task Push_OfANodeThatJoined_NeedsItsKey()
    {
        await using var node = (await TestNode.StartAsync(settings: Settings)).Node;
        using var own = SecuredNode.NewKey();
        using var other = SecuredNode.NewKey();
        Assert.Equal(200, (await JoinAsync(node, "garden", own)).Status);
        Assert.Equal(200, (await JoinAsync(node, "shed", other)).Status);
        var push = Pushes.Push(1, node: "garden");

        // Also where pushes without proof are let in, and on this machine.
        Assert.Equal(403, (await node.PushAsync(push)).Status);
        Assert.Equal(403, (await node.PushAsync(push, SecuredNode.Elsewhere)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/push", push, SecuredNode.Elsewhere, isHttps: true, certificate: other)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/push", Pushes.Push(1, node: "hut"), System.Net.IPAddress.Parse("10.0.0.1"), isHttps: true, certificate: own)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/push", push, System.Net.IPAddress.Parse("10.0.0.1"), isHttps: true, certificate: own)).Status);
        Assert.Equal(200, (await node.PushAsync(Pushes.Push(1, node: "never-joined"), SecuredNode.Elsewhere)).Status);
        Assert.Equal(403, (await node.PushAsync("[{\"sensor_id\":\"garden:dht22\",\"timestamp_ms\":1772366400000,\"data\":{\"temperature\":21.5}}]", SecuredNode.Elsewhere)).Status);
    }

    [Fact]
    public async Task Push_OfAStrangerOverHttps_IsRefusedBeforeItIsRead()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        using var key = SecuredNode.NewKey();

        var reply = await node.AskAsync("POST", "/push", "not even JSON", SecuredNode.Elsewhere, isHttps: true, certificate: key);

        Assert.Equal(403, reply.Status);
        Assert.Contains("Hub --enrol", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_ByAnotherProcess_HoldsAtOnceForEveryKey()
    {
        await using var node = (await TestNode.StartAsync(settings: Settings)).Node;
        using var own = SecuredNode.NewKey();
        await JoinAsync(node, "garden", own);
        Assert.Equal(200, (await node.AskAsync("POST", "/push", Pushes.Push(1, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: own)).Status);

        var elsewhere = new EnrolledNodes(new PrivateFolder(node.Data.Sub("security")), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<EnrolledNodes>.Instance);
        Assert.True(elsewhere.Revoke("garden"));

        var refused = await node.AskAsync("POST", "/push", Pushes.Push(2, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: own);
        Assert.Equal(403, refused.Status);
        Assert.Contains("revoked", refused.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await node.PushAsync(Pushes.Push(2, node: "garden"))).Status);
        using var next = SecuredNode.NewKey();
        Assert.Equal(200, (await JoinAsync(node, "garden", next)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/push", Pushes.Push(2, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: next)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/push", Pushes.Push(3, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: own)).Status);
    }

    [Fact]
    public async Task Push_WhenTheFileOfANodeIsDamaged_IsRefused()
    {
        await using var node = (await TestNode.StartAsync(settings: Settings)).Node;
        using var own = SecuredNode.NewKey();
        await JoinAsync(node, "garden", own);
        new PrivateFolder(node.Data.Sub("security")).Inner("nodes").Write("garden.json", "{ \"node\": ");

        Assert.Equal(403, (await node.PushAsync(Pushes.Push(1, node: "garden"))).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/push", Pushes.Push(1, node: "garden"), SecuredNode.Elsewhere, isHttps: true, certificate: own)).Status);
    }

    [Fact]
    public async Task Enrol_WithoutKeyOrTokenOrAsTheHub_IsRefused()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        using var key = SecuredNode.NewKey();
        var token = node.Services.GetRequiredService<NodeEnrolment>().NewToken("garden");
        string Body(string name, string given) => System.Text.Json.JsonSerializer.Serialize(new { node = name, token = given });

        Assert.Equal(403, (await node.AskAsync("POST", "/api/enrol", Body("garden", token))).Status);
        Assert.Equal(400, (await node.AskAsync("POST", "/api/enrol", Body("hub", token), certificate: key, isHttps: true)).Status);
        Assert.Equal(400, (await node.AskAsync("POST", "/api/enrol", Body("../garden", token), certificate: key, isHttps: true)).Status);
        Assert.Equal(400, (await node.AskAsync("POST", "/api/enrol", "{}", certificate: key, isHttps: true)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/enrol", Body("shed", token), certificate: key, isHttps: true)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/enrol", Body("garden", ""), certificate: key, isHttps: true)).Status);
        Assert.Equal(200, (await node.AskAsync("POST", "/api/enrol", Body("garden", token), certificate: key, isHttps: true)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/enrol", Body("garden", token), certificate: key, isHttps: true)).Status);
        Assert.Equal([KeyValuePair.Create("garden", false)], node.Services.GetRequiredService<NodeEnrolment>().Nodes);
    }

    [Fact]
    public async Task Enrol_Guesses_AreCounted()
    {
        await using var node = (await TestNode.StartAsync(settings: SecuredNode.Settings)).Node;
        using var key = SecuredNode.NewKey();
        var statuses = new List<int>();
        for (var guess = 0; guess < 30; guess++)
        {
            statuses.Add((await node.AskAsync("POST", "/api/enrol", "{\"node\":\"garden\",\"token\":\"guess\"}", SecuredNode.Elsewhere, isHttps: true, certificate: key)).Status);
        }

        Assert.Equal((5, 25), (statuses.Count(status => status == 403), statuses.Count(status => status == 429)));
    }

    private static Task<PushReply> JoinAsync(TestNode node, string name, System.Security.Cryptography.X509Certificates.X509Certificate2 key)
    {
        var token = node.Services.GetRequiredService<NodeEnrolment>().NewToken(name);
        return node.AskAsync("POST", "/api/enrol", System.Text.Json.JsonSerializer.Serialize(new { node = name, token }), isHttps: true, certificate: key);
    }
}
