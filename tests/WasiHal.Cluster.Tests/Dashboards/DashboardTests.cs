using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Dashboards;
using WasiHal.Cluster.Live;

namespace WasiHal.Cluster.Tests.Dashboards;

/// <summary><c>GET /api/dashboard</c> and what keeps it fresh.</summary>
public sealed class DashboardTests
{
    private readonly FakePluginViews _views = new();

    [Fact]
    public async Task Dashboard_OfAPlugin_IsItsCheckedHtml()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        string? snapshot = null;
        _views.Draw = (id, json) =>
        {
            snapshot = json;
            return Task.FromResult($"<h2 onclick=x>{id}</h2><script>alert(1)</script>");
        };

        var json = await client.GetStringAsync("/api/dashboard", TestContext.Current.CancellationToken);

        Assert.Equal("""{"plugin":"dashboard","html":"<h2>dashboard</h2>","frame":null,"time":"2026-03-01T12:00:00.007Z","problem":null}""", json);
        Assert.Contains("\"plugins\":[{\"id\":\"dashboard\"", snapshot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_WholePage_IsForAFrameInWhichNothingRuns()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        _views.Draw = (_, _) => Task.FromResult("<!doctype html><html><body><script>alert(1)</script>old</body></html>");

        var page = await LookAsync(client);
        var frame = page.GetProperty("frame").GetString()!;
        using var answer = await client.GetAsync(new Uri(frame, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(JsonValueKind.Null, page.GetProperty("html").ValueKind);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("problem").ValueKind);
        Assert.Equal("<!doctype html><html><body><script>alert(1)</script>old</body></html>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.EndsWith("; sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_AnotherWholePage_HasAnotherAddress_AndAContentHasNone()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        var frames = new List<string?>();
        foreach (var html in (string[])["<html>1</html>", "<html>2</html>", "<p>3</p>"])
        {
            _views.Draw = (_, _) => Task.FromResult(html);
            node.Time.Advance(TimeSpan.FromMinutes(1));
            frames.Add((await LookAsync(client)).GetProperty("frame").GetString());
        }

        Assert.NotEqual(frames[0], frames[1]);
        Assert.Null(frames[2]);
        using var answer = await client.GetAsync(new Uri(frames[0]!, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Dashboard_NoPluginDrawsOne_SaysSo()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        Assert.Equal("""{"plugin":null,"html":null,"frame":null,"time":null,"problem":"No plugin here draws a page."}""", await client.GetStringAsync("/api/dashboard", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "b,dashboard,z", "dashboard")]
    [InlineData(null, "b,z", "b")]
    [InlineData("", "b,z", "b")]
    [InlineData("z", "b,dashboard,z", "z")]
    [InlineData("My_Page", "b,my-page", "my-page")]
    public async Task Dashboard_SeveralDraw_TheConfiguredOrTheBundledOrTheFirstIsTaken(string? configured, string plugins, string expected)
    {
        var (node, client) = await StartAsync(configured, plugins.Split(','));
        await using var _ = node;

        Assert.Equal(expected, (await LookAsync(client)).GetProperty("plugin").GetString());
    }

    [Fact]
    public async Task Dashboard_ConfiguredOneIsAbsent_SaysSoAndTakesNoOther()
    {
        var (node, client) = await StartAsync("absent", ["dashboard"]);
        await using var _ = node;

        var page = await LookAsync(client);

        Assert.Equal("There is no plugin absent here, which hub.dashboard names.", page.GetProperty("problem").GetString());
        Assert.Equal(0, _views.Renders);
    }

    [Theory]
    [InlineData(PluginState.Parked, "Plugin dashboard does not run: it broke")]
    [InlineData(PluginState.Disabled, "Plugin dashboard is switched off.")]
    [InlineData(PluginState.Loading, "Plugin dashboard does not run: it broke")]
    public async Task Dashboard_PluginIsDown_SaysWhy(PluginState state, string problem)
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        node.Plugins.Plugins = [node.Plugins.Plugins[0] with { State = state, Kinds = [], LastError = new(node.Time.GetUtcNow(), "it broke", null) }];

        var page = await LookAsync(client);

        Assert.Equal(problem, page.GetProperty("problem").GetString());
        Assert.Equal("dashboard", page.GetProperty("plugin").GetString());
    }

    [Fact]
    public async Task Dashboard_FailsAfterItDrew_KeepsTheLastWithItsTimeAndSaysWhy()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        var before = await LookAsync(client);

        _views.Draw = (_, _) => throw new PluginFailedException("ZeroDivisionError: division by zero");
        node.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await LookAsync(client);

        Assert.Equal("<p>page</p>", after.GetProperty("html").GetString());
        Assert.Equal(before.GetProperty("time").GetString(), after.GetProperty("time").GetString());
        Assert.Equal("Plugin dashboard failed: ZeroDivisionError: division by zero", after.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Dashboard_HtmlTooLong_IsAProblemAndNoPage()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        _views.Draw = (_, _) => Task.FromResult(new string('x', BoundedParser.MaxLength + 1));

        Assert.Contains("more than 262144", (await LookAsync(client)).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_TooSlow_SaysSoAndCallsItNoSecondTime()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        var slow = new TaskCompletionSource<string>();
        _views.Draw = (_, _) => slow.Task;

        var first = LookAsync(client);
        await node.Time.UntilAsync(() => first.IsCompleted);
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<DashboardRenderer>().Current.Plugin is not null);
        node.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await LookAsync(client);

        Assert.Equal("Nothing was drawn yet.", (await first).GetProperty("problem").GetString());
        Assert.Equal("Plugin dashboard has not drawn the page within 10 s.", second.GetProperty("problem").GetString());
        Assert.Equal(1, _views.Renders);
        slow.SetResult("<p>late</p>");
    }

    [Fact]
    public async Task Dashboard_OldWhileANewerIsDrawn_SaysSo()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        await LookAsync(client);
        var slow = new TaskCompletionSource<string>();
        _views.Draw = (_, _) => slow.Task;
        node.Time.Advance(TimeSpan.FromHours(1));

        var page = LookAsync(client);
        await node.Time.UntilAsync(() => page.IsCompleted);

        Assert.Equal("<p>page</p>", (await page).GetProperty("html").GetString());
        Assert.Equal("A newer page is being drawn.", (await page).GetProperty("problem").GetString());
        slow.SetResult("<p>late</p>");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("-x")]
    public async Task Dashboard_ConfiguredIdIsNone_StopsTheStart(string configured)
    {
        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => StartAsync(configured, []));

        Assert.Contains($"hub.dashboard = \"{configured}\" is not the id of a plugin", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_ManyAskAtOnce_IsDrawnOnce()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        var drawing = new TaskCompletionSource<string>();
        _views.Draw = (_, _) => drawing.Task;

        var asked = Enumerable.Range(0, 20).Select(_ => LookAsync(client)).ToArray();
        await node.Time.UntilAsync(() => _views.Renders > 0, TimeSpan.Zero);
        drawing.SetResult("<p>x</p>");
        var pages = await Task.WhenAll(asked);

        Assert.All(pages, page => Assert.Equal("<p>x</p>", page.GetProperty("html").GetString()));
        Assert.Equal(1, _views.Renders);
    }

    [Fact]
    public async Task Dashboard_NobodyLooks_IsNotDrawn()
    {
        var (node, _) = await StartAsync("dashboard");
        await using var __ = node;

        var end = node.Time.GetUtcNow() + TimeSpan.FromMinutes(2);
        await node.Time.UntilAsync(() =>
        {
            node.Services.GetRequiredService<NodeChanges>().Add();
            return node.Time.GetUtcNow() > end;
        }, TimeSpan.FromSeconds(1));

        Assert.Equal(0, _views.Renders);
    }

    [Fact]
    public async Task Dashboard_SomebodyLooksAndSomethingChanges_IsDrawnAtMostOnceASecond()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        await LookAsync(client);

        var begin = node.Time.GetUtcNow();
        await node.Time.UntilAsync(() =>
        {
            node.Services.GetRequiredService<NodeChanges>().Add();
            return _views.Renders >= 5;
        }, TimeSpan.FromMilliseconds(100));

        Assert.True(node.Time.GetUtcNow() - begin >= TimeSpan.FromSeconds(4) - TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Dashboard_NothingChanges_IsDrawnAnewOnlyForItsAge()
    {
        var (node, client) = await StartAsync("dashboard");
        await using var _ = node;
        await LookAsync(client);

        var begin = node.Time.GetUtcNow();
        await node.Time.UntilAsync(() => _views.Renders >= 2, TimeSpan.FromMilliseconds(100));

        Assert.True(node.Time.GetUtcNow() - begin >= DashboardLoop.Longest);
    }

    [Fact]
    public async Task Dashboard_ProgramWithoutHost_SaysSo()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [Drawing("dashboard")];

        Assert.Equal("This program shows plugins and cannot call them.", (await LookAsync(client)).GetProperty("problem").GetString());
    }

    private static PluginStatus Drawing(string id) => FakePluginDirectory.Running(id) with { Kinds = [PluginKind.Dashboard] };

    private static async Task<JsonElement> LookAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("/api/dashboard", TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private Task<(TestNode Node, HttpClient Client)> StartAsync(params string[] plugins) => StartAsync(null, plugins);

    private async Task<(TestNode Node, HttpClient Client)> StartAsync(string? configured, string[] plugins)
    {
        var started = await TestNode.StartAsync(
            services: services => services.AddSingleton<IPluginViews>(_views),
            settings: configured is null ? null : [new("hub:dashboard", configured)]);
        started.Node.Plugins.Plugins = [.. plugins.Select(Drawing)];
        return started;
    }
}
