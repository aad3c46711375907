using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Cluster.Tests.Security;

namespace WasiHal.Cluster.Tests.Commands;

/// <summary>What spokes ask a hub over HTTP, and what whoever commands gets.</summary>
public sealed class CommandEndpointsTests
{
    private const string Beep = "{\"pattern\":\"single\"}";

    [Fact]
    public async Task Buzzer_OfASpoke_IsDoneThereAndAnsweredAsThere()
    {
        await using var node = (await TestNode.StartAsync()).Node;
        await node.PushAsync(Pushes.Push(1));
        var question = NextAsync(node, "pi", "/api/buzzer");
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);

        var asked = node.AskAsync("POST", "/api/buzzer?node=pi&action=beep");
        var offer = Parse((await question).Body);
        var id = offer.GetProperty("id").GetString();
        Assert.Equal("/api/buzzer?action=beep", offer.GetProperty("path").GetString());
        Assert.Equal(200, (await node.AskAsync("POST", $"/api/commands/{id}/begin", """{"node":"pi"}""")).Status);
        Assert.Equal(204, (await node.AskAsync("POST", $"/api/commands/{id}/result", """{"node":"pi","status":202,"body":{"count":1}}""")).Status);

        var reply = await asked;
        Assert.Equal((202, "{\"count\":1}"), (reply.Status, reply.Body));
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/begin", """{"node":"pi"}""")).Status);
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/result", """{"node":"pi","status":202,"body":{}}""")).Status);
    }

    [Fact]
    public async Task Buzzer_NobodyBegins_IsNotBegunAndSaysSo()
    {
        await using var node = (await TestNode.StartAsync()).Node;
        await node.PushAsync(Pushes.Push(1));
        var question = NextAsync(node, "pi", "/api/buzzer");
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);

        var asked = node.AskAsync("POST", "/api/buzzer?node=pi", Beep);
        var id = Parse((await question).Body).GetProperty("id").GetString();
        await node.Time.UntilAsync(() => asked.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.Equal((504, "not-begun"), ((await asked).Status, Parse((await asked).Body).GetProperty("outcome").GetString()));
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/begin", """{"node":"pi"}""")).Status);
    }

    [Fact]
    public async Task Buzzer_DeclinedAfterLeave_IsNotBegunAndSaysSoAtOnce()
    {
        await using var node = (await TestNode.StartAsync()).Node;
        await node.PushAsync(Pushes.Push(1));
        var question = NextAsync(node, "pi", "/api/buzzer");
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);

        var asked = node.AskAsync("POST", "/api/buzzer?node=pi", Beep);
        var id = Parse((await question).Body).GetProperty("id").GetString();
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/decline", """{"node":"pi"}""")).Status);
        Assert.Equal(200, (await node.AskAsync("POST", $"/api/commands/{id}/begin", """{"node":"pi"}""")).Status);
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/decline", """{"node":"other"}""")).Status);
        Assert.Equal(204, (await node.AskAsync("POST", $"/api/commands/{id}/decline", """{"node":"pi"}""")).Status);

        Assert.Equal((504, "not-begun"), ((await asked).Status, Parse((await asked).Body).GetProperty("outcome").GetString()));
        Assert.Equal(410, (await node.AskAsync("POST", $"/api/commands/{id}/result", """{"node":"pi","status":202,"body":{}}""")).Status);
    }

    [Fact]
    public async Task Buzzer_WithoutANode_IsTheOnlyOnesOrIsAskedBack()
    {
        await using var node = (await TestNode.StartAsync(settings: [new("relays:fan:gpio_pin", "17"), new("buzzer:gpio_pin", "4")])).Node;
        await node.PushAsync(Pushes.Push(1));
        Assert.Equal(202, (await node.AskAsync("POST", "/api/buzzer", Beep)).Status);
        _ = NextAsync(node, "pi", "/api/buzzer", "/api/relays/lamp");
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);

        var several = await node.AskAsync("POST", "/api/buzzer", Beep);
        var only = node.AskAsync("POST", "/api/relays/lamp", "{\"on\":true}");
        var own = await node.AskAsync("POST", "/api/relays/fan", "{\"on\":true}");
        await node.Time.UntilAsync(() => only.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.Equal(409, several.Status);
        Assert.Contains("There are: hub, pi.", several.Body, StringComparison.Ordinal);
        Assert.Equal(504, (await only).Status);
        Assert.Equal(200, own.Status);
    }

    [Fact]
    public async Task Buzzer_OfANodeThatIsNotThere_Is503AndOfAnUnknownOne404()
    {
        await using var node = (await TestNode.StartAsync()).Node;
        await node.PushAsync(Pushes.Push(1));

        var away = await node.AskAsync("POST", "/api/buzzer?node=pi", Beep);

        Assert.Equal((503, "not-begun"), (away.Status, Parse(away.Body).GetProperty("outcome").GetString()));
        Assert.Equal(404, (await node.AskAsync("POST", "/api/buzzer?node=nobody", Beep)).Status);
    }

    [Theory]
    [InlineData("lamp", "/api/relays/lamp")]
    [InlineData("gro%C3%9Fe%20Lampe", "/api/relays/gro%C3%9Fe%20Lampe")]
    [InlineData("a%3Faction=x", "/api/relays/a%3Faction%3Dx")]
    [InlineData("100%25", "/api/relays/100%25")]
    [InlineData("a%2520b", "/api/relays/a%2520b")]
    [InlineData("a%2Fb", "/api/relays/a%252Fb")]
    public async Task Relay_WhateverItsNameHolds_IsEncodedOnce(string asked, string offered)
    {
        await using var node = (await TestNode.StartAsync()).Node;
        await node.PushAsync(Pushes.Push(1));
        var question = NextAsync(node, "pi");
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);

        var answer = node.AskAsync("POST", $"/api/relays/{asked}?node=pi", "{\"on\":true}");
        var offer = Parse((await question).Body);
        await node.Time.UntilAsync(() => answer.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.Equal(offered, offer.GetProperty("path").GetString());
        Assert.True(CommandPath.TryRead(offered, out var route, out var query));
        Assert.Equal((Microsoft.AspNetCore.Http.PathString.FromUriComponent("/api/relays/" + asked).Value, false), (route.Value, query.HasValue));
    }

    [Theory]
    [InlineData("next", "{}", 400)]
    [InlineData("next", """{"node":"../pi"}""", 400)]
    [InlineData("next", """{"node":"pi","accepts":"all"}""", 400)]
    [InlineData("next", """{"node":"pi","accepts":[1]}""", 400)]
    [InlineData("next", """{"node":"pi","more":1}""", 400)]
    [InlineData("00000000000000000000000000000000/begin", """{"node":"pi"}""", 410)]
    [InlineData("00000000000000000000000000000000/decline", """{"node":"pi"}""", 410)]
    [InlineData("00000000000000000000000000000000/decline", """{"node":"pi","status":200}""", 400)]
    [InlineData("00000000000000000000000000000000/result", """{"node":"pi","status":200}""", 410)]
    [InlineData("00000000000000000000000000000000/result", """{"node":"pi","status":99}""", 400)]
    [InlineData("00000000000000000000000000000000/result", """{"node":"pi","status":200,"body":""", 400)]
    public async Task Spoke_ThatIsHostile_IsRefused(string path, string body, int status)
    {
        await using var node = (await TestNode.StartAsync()).Node;

        Assert.Equal(status, (await node.AskAsync("POST", "/api/commands/" + path, body)).Status);
    }

    [Fact]
    public async Task Spoke_OfElsewhereOrWithAnothersName_GetsNoCommands()
    {
        await using var node = (await TestNode.StartAsync(settings: [.. SecuredNode.Settings, new("cluster:security:allow_unsigned_push:0", "192.168.40.0/24")])).Node;
        using var own = SecuredNode.NewKey();
        using var other = SecuredNode.NewKey();
        node.Services.GetRequiredService<EnrolledNodes>().Add("pi", NodeIdentity.FingerprintOf(own));

        Assert.Equal(403, (await node.AskAsync("POST", "/api/commands/next", """{"node":"pi"}""")).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/commands/next", """{"node":"pi"}""", SecuredNode.Elsewhere)).Status);
        Assert.Equal(403, (await node.AskAsync("POST", "/api/commands/next", """{"node":"pi"}""", SecuredNode.Elsewhere, isHttps: true, certificate: other)).Status);
        var asked = node.AskAsync("POST", "/api/commands/next", """{"node":"pi"}""", SecuredNode.Elsewhere, isHttps: true, certificate: own);
        await node.Time.UntilAsync(() => asked.IsCompleted, TimeSpan.FromSeconds(5));
        Assert.Equal(204, (await asked).Status);
    }

    [Fact]
    public async Task Spokes_MadeUpByOneAddress_LeaveRoomForOneThatJoined()
    {
        await using var node = (await TestNode.StartAsync(settings: [.. SecuredNode.Settings])).Node;
        using var key = SecuredNode.NewKey();
        node.Services.GetRequiredService<EnrolledNodes>().Add("pi", NodeIdentity.FingerprintOf(key));
        var madeUp = Enumerable.Range(0, CommandDesk.MostNodesOfASender).Select(index => NextAsync(node, $"n{index}")).ToArray();
        await node.Time.UntilAsync(() => Enumerable.Range(0, CommandDesk.MostNodesOfASender).All(index => IsThere(node, $"n{index}")), TimeSpan.Zero);

        var refused = await NextAsync(node, "one-more");
        var joined = node.AskAsync("POST", "/api/commands/next", """{"node":"pi"}""", isHttps: true, certificate: key);
        await node.Time.UntilAsync(() => IsThere(node, "pi"), TimeSpan.Zero);
        await node.Time.UntilAsync(() => joined.IsCompleted, TimeSpan.FromSeconds(5));

        Assert.Equal(503, refused.Status);
        Assert.Contains("More than 32 nodes of 127.0.0.1", refused.Body, StringComparison.Ordinal);
        Assert.Equal(204, (await joined).Status);
        Assert.All(await Task.WhenAll(madeUp), reply => Assert.Equal(204, reply.Status));
    }

    private static bool IsThere(TestNode node, string name) => node.Services.GetRequiredService<CommandDesk>().IsThere(name);

    private static Task<PushReply> NextAsync(TestNode node, string name, params string[] accepts) =>
        node.AskAsync("POST", "/api/commands/next", JsonSerializer.Serialize(new { node = name, accepts }));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
