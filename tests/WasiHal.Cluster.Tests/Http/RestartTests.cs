using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace WasiHal.Cluster.Tests.Http;

/// <summary><c>POST /api/plugins/{id}/restart</c>.</summary>
public sealed class RestartTests
{
    private readonly FakePluginControl _control = new();

    [Theory]
    [InlineData("")]
    [InlineData("?node=hub")]
    public async Task Restart_OfAPlugin_IsAcceptedWithItsDocument(string query)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled"), FakePluginDirectory.Running("other")];
        _control.Restarts = (id, _) =>
        {
            node.Plugins.Plugins = [FakePluginDirectory.Running(id) with { State = PluginState.Loading }];
            return Task.CompletedTask;
        };

        var answer = await PostAsync(client, "/api/plugins/oled/restart" + query);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await BodyAsync(answer));
        Assert.Equal("oled", document.RootElement.GetProperty("id").GetString());
        Assert.Equal("loading", document.RootElement.GetProperty("state").GetString());
        Assert.Equal(["oled"], _control.Restarted);
    }

    [Fact]
    public async Task Restart_UnknownPlugin_Is404WithThoseThatExist()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("b"), FakePluginDirectory.Running("a")];

        var answer = await PostAsync(client, "/api/plugins/c/restart");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"title":"Not Found","status":404,"detail":"There is no plugin c here. There are: a, b."}""", await BodyAsync(answer));
        Assert.Empty(_control.Restarted);
    }

    [Fact]
    public async Task Restart_UnknownAmongMany_TheAnswerIsBounded()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [.. Enumerable.Range(100, 50).Select(number => FakePluginDirectory.Running($"p{number}"))];

        var detail = await BodyAsync(await PostAsync(client, "/api/plugins/c/restart"));

        Assert.Contains("p119 and 30 more.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("p120", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_NoPluginsAtAll_Is404()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        Assert.Contains("There is no plugin c here. There are none.", await BodyAsync(await PostAsync(client, "/api/plugins/c/restart")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_WhatCannotStart_Is409WithTheReason()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("off")];
        _control.Restarts = (_, _) => throw new InvalidOperationException("Plugin off is switched off: set plugins.off.enabled = true.");

        var answer = await PostAsync(client, "/api/plugins/off/restart");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("""{"title":"Conflict","status":409,"detail":"Plugin off is switched off: set plugins.off.enabled = true."}""", await BodyAsync(answer));
    }

    [Fact]
    public async Task Restart_PluginGoesMeanwhile_Is404()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("gone")];
        _control.Restarts = (_, _) =>
        {
            node.Plugins.Plugins = [];
            throw new KeyNotFoundException();
        };

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(client, "/api/plugins/gone/restart")).StatusCode);
    }

    [Fact]
    public async Task Restart_ProgramWithoutControl_Is409()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a")];

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(client, "/api/plugins/a/restart")).StatusCode);
    }

    [Fact]
    public async Task Restart_ThatTakesLong_IsAcceptedAllTheSame()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("busy")];
        _control.Restarts = (_, cancelled) => Task.Delay(Timeout.InfiniteTimeSpan, cancelled);

        var answer = PostAsync(client, "/api/plugins/busy/restart");
        while (!answer.IsCompleted)
        {
            node.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await answer).StatusCode);
    }

    [Theory]
    [InlineData("?node=spoke", HttpStatusCode.NotFound, "There is no node spoke here. There are: hub.")]
    [InlineData("?node=HUB", HttpStatusCode.NotFound, "There is no node HUB here.")]
    [InlineData("?node=", HttpStatusCode.NotFound, "There is no node  here.")]
    [InlineData("?node=hub&node=spoke", HttpStatusCode.BadRequest, "node is given more than once.")]
    public async Task Restart_OnAnotherNode_IsRefused(string query, HttpStatusCode status, string detail)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];

        var answer = await PostAsync(client, "/api/plugins/oled/restart" + query);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(detail, await BodyAsync(answer), StringComparison.Ordinal);
        Assert.Empty(_control.Restarted);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Restart_OtherMethods_Are405(string method)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];
        using var request = new HttpRequestMessage(new(method), "/api/plugins/oled/restart");

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
        Assert.Empty(_control.Restarted);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Accepted)]
    [InlineData("same-origin", HttpStatusCode.Accepted)]
    [InlineData("none", HttpStatusCode.Accepted)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("some-later-word", HttpStatusCode.Forbidden)]
    public async Task Restart_AskedForByAnotherSitesForm_IsRefusedWithoutItsOrigin(string? site, HttpStatusCode status)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plugins/oled/restart") { Content = new FormUrlEncodedContent([new("a", "b")]) };
        if (site is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        }

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Accepted ? 1 : 0, _control.Restarted.Count);
    }

    [Fact]
    public async Task Restart_ForeignOrigin_IsRefused()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plugins/oled/restart");
        request.Headers.TryAddWithoutValidation("Origin", "http://evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(_control.Restarted);
    }

    [Fact]
    public async Task Restart_WithABody_DoesNotReadIt()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];
        using var body = new StringContent("{\"enabled\": ", Encoding.UTF8, "application/json");

        var answer = await client.PostAsync(new Uri("/api/plugins/oled/restart", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private Task<(TestNode Node, HttpClient Client)> StartAsync() => TestNode.StartAsync(services: services => services.AddSingleton<IPluginControl>(_control));

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path) =>
        client.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
