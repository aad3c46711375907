using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Actuation;

namespace WasiHal.Cluster.Tests.Actuation;

/// <summary>Actions of plugins over HTTP.</summary>
public sealed class ActionTests
{
    private readonly FakePluginActions _actions = new();

    [Fact]
    public async Task Actions_Listed_HaveTheirSchema()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Actions = [new("dim", "Dim <it>", """{"type": "object"}"""), new("off", "Off", "")];

        Assert.Equal(
            """[{"name":"dim","title":"Dim \u003Cit\u003E","argumentsSchema":{"type":"object"}},{"name":"off","title":"Off","argumentsSchema":null}]""",
            await client.GetStringAsync("/api/plugins/lamp/actions", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Actions_SchemaThatIsNoJson_Is502()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Actions = [new("dim", "Dim", "{")];

        var answer = await client.GetAsync(new Uri("/api/plugins/lamp/actions", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("the schema of the arguments of dim is not JSON", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "{}")]
    [InlineData("{\"to\": [1, \"ü\"]}", "{\"to\": [1, \"ü\"]}")]
    public async Task Invoke_WithArguments_HandsThemOnAndAnswersTheResult(string? body, string handed)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Answer = _ => Task.FromResult("{\"level\": 3}");

        var answer = await PostAsync(client, "/api/plugins/lamp/actions/dim?node=hub", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"result":{"level":3}}""", await BodyAsync(answer));
        Assert.Equal([("lamp", "dim", handed)], _actions.Invoked);
    }

    [Theory]
    [InlineData("/api/plugins/none/actions/x", HttpStatusCode.NotFound, "There is no plugin none here. There are: down, lamp, sensor.")]
    [InlineData("/api/plugins/sensor/actions/x", HttpStatusCode.NotFound, "Plugin sensor offers no actions.")]
    [InlineData("/api/plugins/down/actions/x", HttpStatusCode.Conflict, "Plugin down does not run: it broke")]
    [InlineData("/api/plugins/lamp/actions/x?nod=hub", HttpStatusCode.BadRequest, "nod is no parameter")]
    public async Task Invoke_WhatCannotBe_IsToldAndNotAsked(string path, HttpStatusCode status, string detail)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(detail, await DetailAsync(answer), StringComparison.Ordinal);
        Assert.Empty(_actions.Invoked);
    }

    public static TheoryData<Exception, HttpStatusCode> Failures => new()
    {
        { new PluginFailedException("no lamp"), HttpStatusCode.BadGateway },
        { new PluginFailedException("action x is not granted", new HardwareException(HardwareErrorKind.Denied, "no")), HttpStatusCode.Forbidden },
        { new PluginFailedException("names no action", new HardwareException(HardwareErrorKind.Invalid, "no")), HttpStatusCode.BadRequest },
        { new KeyNotFoundException(), HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Invoke_Fails_IsAProblem(Exception failure, HttpStatusCode status)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Answer = _ => Task.FromException<string>(failure);

        var answer = await PostAsync(client, "/api/plugins/lamp/actions/dim");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(failure is PluginFailedException ? $"Plugin lamp: {failure.Message}" : "There is no plugin lamp", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("NaN")]
    [InlineData("1 2")]
    public async Task Invoke_AnswerIsNoJson_Is502(string result)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Answer = _ => Task.FromResult(result);

        Assert.Equal(HttpStatusCode.BadGateway, (await PostAsync(client, "/api/plugins/lamp/actions/dim")).StatusCode);
    }

    [Fact]
    public async Task Invoke_TakesTooLong_Is504()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        _actions.Answer = cancelled => Task.Delay(Timeout.InfiniteTimeSpan, cancelled).ContinueWith(_ => "", cancelled, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

        var answer = PostAsync(client, "/api/plugins/lamp/actions/dim");
        await node.Time.UntilAsync(() => answer.IsCompleted);

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await answer).StatusCode);
        Assert.Contains("may still be done", await DetailAsync(await answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"a\": }", HttpStatusCode.BadRequest)]
    [InlineData("{\"a\": 1, \"a\": 2}", HttpStatusCode.BadRequest)]
    public async Task Invoke_ArgumentsAreNoObject_IsNotAsked(string body, HttpStatusCode status)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        Assert.Equal(status, (await PostAsync(client, "/api/plugins/lamp/actions/dim", body)).StatusCode);
        Assert.Empty(_actions.Invoked);
    }

    [Fact]
    public async Task Invoke_DeepOrLongArguments_AreRefused()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var deep = await PostAsync(client, "/api/plugins/lamp/actions/dim", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}");
        var big = await PostAsync(client, "/api/plugins/lamp/actions/dim", "{\"a\":\"" + new string('x', ActionEndpoints.MaxBodyBytes) + "\"}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge), (deep.StatusCode, big.StatusCode));
        Assert.Empty(_actions.Invoked);
    }

    [Fact]
    public async Task Invoke_ProgramWithoutActions_Is409()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("lamp") with { Kinds = [PluginKind.Actions] }];

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(client, "/api/plugins/lamp/actions/dim")).StatusCode);
    }

    private async Task<(TestNode Node, HttpClient Client)> StartAsync()
    {
        var started = await TestNode.StartAsync(services: services => services.AddSingleton<IPluginActions>(_actions));
        started.Node.Plugins.Plugins =
        [
            FakePluginDirectory.Running("down") with { State = PluginState.Parked, Kinds = [], LastError = new(started.Node.Time.GetUtcNow(), "it broke", null) },
            FakePluginDirectory.Running("lamp") with { Kinds = [PluginKind.Actions] },
            FakePluginDirectory.Running("sensor"),
        ];
        return started;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await BodyAsync(answer));
        return problem.RootElement.GetProperty("detail").GetString()!;
    }
}
