using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Cluster.Tests.Security;
using WasiHal.Cluster.Tests.Spoke;
using WasiHal.Recording;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>
/// <c>docs/openapi.json</c> says what the node does: every route, and of every route what it really answers. After a change
/// <c>WASIHAL_WRITE_OPENAPI=1</c> writes it anew.
/// </summary>
public sealed class OpenApiTests
{
    private const string Password = "the password of a test";

    private static readonly string File = RepositoryRoot.PathOf("docs/openapi.json");

    /// <summary>Method, route, address, body, and what is expected. Of every route one that succeeds, and errors that it has for its own.</summary>
    private static readonly (string Method, string Route, string Address, string? Body, int Status)[] Calls =
    [
        ("GET", "/", "/", null, 200),
        ("GET", "/assets/page.js", "/assets/page.js", null, 200),
        ("GET", "/assets/page.css", "/assets/page.css", null, 200),
        ("GET", "/assets/icon.svg", "/assets/icon.svg", null, 200),
        ("GET", "/openapi/v1.json", "/openapi/v1.json", null, 200),
        ("GET", "/api/readings", "/api/readings", null, 200),
        ("GET", "/api/readings", "/api/readings?format=flat", null, 200),
        ("GET", "/api/readings", "/api/readings?format=round", null, 400),
        ("GET", "/api/nodes", "/api/nodes", null, 200),
        ("GET", "/api/sensors", "/api/sensors", null, 200),
        ("GET", "/api/plugins", "/api/plugins", null, 200),
        ("GET", "/api/plugins/{id}/bus", "/api/plugins/dht22/bus", null, 200),
        ("GET", "/api/plugins/{id}/bus", "/api/plugins/none/bus", null, 404),
        ("GET", "/api/plugins/{id}/bus", "/api/plugins/parked/bus", null, 409),
        ("POST", "/api/plugins/{id}/restart", "/api/plugins/dht22/restart", null, 202),
        ("POST", "/api/plugins/{id}/restart", "/api/plugins/none/restart", null, 404),
        ("POST", "/api/plugins/{id}/restart", "/api/plugins/dht22/restart?node=pi", null, 503),
        ("GET", "/api/plugins/{id}/actions", "/api/plugins/dht22/actions", null, 200),
        ("GET", "/api/plugins/{id}/actions", "/api/plugins/none/actions", null, 404),
        ("GET", "/api/plugins/{id}/actions", "/api/plugins/parked/actions", null, 409),
        ("POST", "/api/plugins/{id}/actions/{name}", "/api/plugins/dht22/actions/calibrate", "{\"at\": 21.5}", 200),
        ("POST", "/api/plugins/{id}/actions/{name}", "/api/plugins/dht22/actions/calibrate", null, 200),
        ("POST", "/api/plugins/{id}/actions/{name}", "/api/plugins/dht22/actions/calibrate", "[]", 400),
        ("GET", "/api/history", "/api/history?plugin=dht22&sensor=room&quantity=temperature&node=pi", null, 200),
        ("GET", "/api/history", "/api/history?plugin=dht22&sensor=room&quantity=ok&node=pi", null, 200),
        ("GET", "/api/history", "/api/history?plugin=dht22&sensor=room&quantity=note&node=pi", null, 200),
        ("GET", "/api/history", "/api/history?plugin=dht22&sensor=room&quantity=none", null, 404),
        ("GET", "/api/history", "/api/history?plugin=dht22", null, 400),
        ("GET", "/api/logs", "/api/logs?level=information&after=0", null, 200),
        ("GET", "/api/logs", "/api/logs?format=flat", null, 200),
        ("GET", "/api/logs", "/api/logs?level=loud", null, 400),
        ("GET", "/api/dashboard", "/api/dashboard", null, 200),
        ("GET", "/api/dashboard/page", "/api/dashboard/page", null, 200),
        ("POST", "/api/buzzer", "/api/buzzer?action=beep", null, 202),
        ("POST", "/api/buzzer", "/api/buzzer", "{\"pattern\": \"triple\"}", 202),
        ("POST", "/api/buzzer", "/api/buzzer", "{\"count\": 99}", 400),
        ("POST", "/api/buzzer", "/api/buzzer", "{\"pattern\": \"" + new string('x', 2000) + "\"}", 413),
        ("POST", "/api/buzzer/test", "/api/buzzer/test", null, 202),
        ("GET", "/api/relays", "/api/relays", null, 200),
        ("GET", "/api/relays", "/api/relays?node=none", null, 404),
        ("POST", "/api/relays/{name}", "/api/relays/fan", "{\"on\": true}", 200),
        ("POST", "/api/relays/{name}", "/api/relays/none", "{\"on\": true}", 404),
        ("GET", "/api/fan/status", "/api/fan/status", null, 200),
        ("POST", "/api/fan/test", "/api/fan/test?node=pi", null, 503),
        ("POST", "/api/relays/{name}", "/api/relays/fan", "{\"on\": false}", 200),
        ("POST", "/api/fan/test", "/api/fan/test", null, 202),
        ("POST", "/api/fan/test", "/api/fan/test", null, 409),
        ("POST", "/api/commands/next", "/api/commands/next", "{\"node\": \"../pi\"}", 400),
        ("POST", "/api/commands/{id}/begin", "/api/commands/none/begin", "{\"node\": \"pi\"}", 410),
        ("POST", "/api/commands/{id}/decline", "/api/commands/none/decline", "{\"node\": \"pi\"}", 410),
        ("POST", "/api/commands/{id}/result", "/api/commands/none/result", "{\"node\": \"pi\", \"status\": 200, \"body\": {}}", 410),
        ("GET", "/healthz", "/healthz", null, 200),
        ("GET", "/readyz", "/readyz", null, 200),
        ("GET", "/metrics", "/metrics", null, 200),
        ("GET", "/api/session", "/api/session", null, 200),
        ("POST", "/api/session", "/api/session", "{\"password\": \"nobody's password\"}", 401),
        ("POST", "/api/session", "/api/session", "{\"password\": \"" + Password + "\"}", 200),
        ("DELETE", "/api/session", "/api/session", null, 200),
        ("PUT", "/api/password", "/api/password", "{\"old\": \"" + Password + "\", \"new\": \"short\"}", 400),
        ("PUT", "/api/password", "/api/password", "{\"old\": \"" + Password + "\", \"new\": \"another one that is long\"}", 200),
        ("POST", "/api/enrol", "/api/enrol", "{\"node\": \"garden\", \"token\": \"none\"}", 403),
        ("POST", "/push", "/push", "{\"protocol\":1,\"node\":\"pi\",\"incarnation\":\"0123456789abcdef-1-89abcdef\",\"sequence\":9,\"readings\":[]}", 200),
        ("POST", "/push", "/push", "{\"protocol\":1,\"node\":\"hub\"}", 409),
        ("POST", "/push", "/push", "{}", 400),
        ("POST", "/push", "/push", "[]", 403),
    ];

    [Fact]
    public void Document_IsWhatTheTableOfRoutesSays()
    {
        if (Environment.GetEnvironmentVariable("WASIHAL_WRITE_OPENAPI") == "1")
        {
            System.IO.File.WriteAllText(File, ApiDocument.Text);
        }

        Assert.Equal(ApiDocument.Text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task Document_IsServedAsItIs_AndRevalidated()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        using var answer = await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(System.IO.File.ReadAllText(File), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Routes_EveryOneThatIsMapped_IsDescribed_AndNoOther()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        await using var spoke = new TestSpoke(null);
        await spoke.StartAsync();

        var described = NodeApi.Routes.Select(route => $"{route.Method} {route.Path}").ToArray();

        Assert.Equal(described.Order(StringComparer.Ordinal), Mapped(node.Services));
        Assert.Equal(described.Where(route => route is not ("POST /push" or "POST /api/enrol") && !route.Contains(NodeRoutes.Commands, StringComparison.Ordinal)).Order(StringComparer.Ordinal), Mapped(spoke.Get<IServiceProvider>()));
        Assert.Equal(described.Length, NodeApi.Routes.DistinctBy(route => route.Id).Count());
    }

    [Fact]
    public async Task Answers_OfEveryRoute_AreAsDescribed()
    {
        var validation = new ApiValidation(System.IO.File.ReadAllText(File));
        var (node, client) = await StartAsync();
        await using var _ = node;
        var faults = new List<string>();
        foreach (var (method, route, address, body, status) in Calls)
        {
            using var request = new HttpRequestMessage(new(method), address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var fault = (int)answer.StatusCode != status ? $"status {(int)answer.StatusCode}, expected was {status}: {text}"
                : validation.Fault(method, route, status, answer.Content.Headers.ContentType?.MediaType, text) ?? (body is not null && status < 300 ? validation.BodyFault(method, route, body) : null);
            if (fault is not null)
            {
                faults.Add($"{method} {address}: {fault}");
            }
        }

        Assert.Empty(faults);
        Assert.Equal(
            NodeApi.Routes.Where(route => route.Path is not ("/api/events" or "/api/enrol") && !route.Path.StartsWith(NodeRoutes.Commands, StringComparison.Ordinal)).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal),
            Calls.Where(call => call.Status < 300).Select(call => $"{call.Method} {call.Route}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_AreAStreamAsDescribed()
    {
        var validation = new ApiValidation(System.IO.File.ReadAllText(File));
        var (node, client) = await StartAsync();
        await using var _ = node;

        using var answer = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Null(validation.Fault("GET", "/api/events", (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, ""));
    }

    [Fact]
    public async Task Enrol_WithAKeyAndAToken_IsAsDescribed()
    {
        var validation = new ApiValidation(System.IO.File.ReadAllText(File));
        var (node, _) = await TestNode.StartAsync(settings: SecuredNode.Settings);
        await using var __ = node;
        using var key = SecuredNode.NewKey();
        var body = new JsonObject { ["node"] = "garden", ["token"] = node.Services.GetRequiredService<NodeEnrolment>().NewToken("garden") }.ToJsonString();

        var reply = await node.AskAsync("POST", "/api/enrol", body, SecuredNode.Elsewhere, isHttps: true, certificate: key);

        Assert.Equal(200, reply.Status);
        Assert.Null(validation.BodyFault("POST", "/api/enrol", body));
        Assert.Null(validation.Fault("POST", "/api/enrol", reply.Status, reply.Headers.ContentType, reply.Body));
    }

    [Fact]
    public async Task Commands_FromAskingToTheResult_AreAsDescribed()
    {
        var validation = new ApiValidation(System.IO.File.ReadAllText(File));
        var (node, _) = await StartAsync();
        await using var __ = node;
        var next = node.AskAsync("POST", "/api/commands/next", """{"node":"pi","accepts":["/api/buzzer"]}""");
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<CommandDesk>().IsThere("pi"), TimeSpan.Zero);
        var asked = node.AskAsync("POST", "/api/buzzer?node=pi&action=beep");
        var offer = await next;
        var id = JsonNode.Parse(offer.Body)!["id"]!.GetValue<string>();
        var leave = await node.AskAsync("POST", $"/api/commands/{id}/begin", """{"node":"pi"}""");
        var result = await node.AskAsync("POST", $"/api/commands/{id}/result", """{"node":"pi","status":202,"body":{"node":"pi","count":1,"onMs":150,"offMs":150}}""");
        await asked;

        Assert.Equal((200, 200, 204), (offer.Status, leave.Status, result.Status));
        Assert.Null(validation.BodyFault("POST", "/api/commands/next", """{"node":"pi","accepts":["/api/buzzer"]}"""));
        Assert.Null(validation.BodyFault("POST", "/api/commands/{id}/result", """{"node":"pi","status":202,"body":{}}"""));
        Assert.Null(validation.Fault("POST", "/api/commands/next", 200, offer.Headers.ContentType, offer.Body));
        Assert.Null(validation.Fault("POST", "/api/commands/{id}/begin", 200, leave.Headers.ContentType, leave.Body));
    }

    [Theory]
    [InlineData("GET", "/api/none", 200, "application/json", "[]")]
    [InlineData("GET", "/api/relays", 201, "application/json", "[]")]
    [InlineData("GET", "/api/relays", 200, "text/html", "[]")]
    [InlineData("GET", "/api/relays", 200, "application/json", "{}")]
    [InlineData("GET", "/api/relays", 200, "application/json", """[{"node":"a","name":"b"}]""")]
    [InlineData("GET", "/api/relays", 200, "application/json", """[{"node":"a","name":"b","on":true,"more":1}]""")]
    [InlineData("GET", "/api/relays", 200, "application/json", """[{"node":"a","name":null,"on":true}]""")]
    [InlineData("GET", "/api/relays", 400, "application/problem+json", """{"title":"a"}""")]
    [InlineData("GET", "/api/sensors", 200, "application/json", """[{"node":"a","plugin":"b","sensor":null,"state":"Present","lastSeen":null,"expectedEverySeconds":null,"reason":null}]""")]
    [InlineData("GET", "/api/history", 200, "application/json", """{"unit":"Cel","points":[["2026-03-01T12:00:00.000Z",1,1,1]]}""")]
    public void Validation_WhatIsNotDescribed_IsFoundOut(string method, string path, int status, string type, string body) =>
        Assert.NotNull(new ApiValidation(System.IO.File.ReadAllText(File)).Fault(method, path, status, type, body));

    [Fact]
    public void Document_HasWordsForEveryMember_AndEveryReferenceLeadsSomewhere()
    {
        var document = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal("", string.Join(
            ", ",
            from schema in schemas
            from member in schema.Value!["properties"]?.AsObject() ?? []
            where member.Value!["description"] is null
            select $"{schema.Key}.{member.Key}"));
        Assert.All(schemas, schema => Assert.NotNull(schema.Value!["description"]));
        Assert.All(References(document), reference => Assert.Contains(reference.Split('/')[^1], reference.Contains("/responses/", StringComparison.Ordinal) ? document["components"]!["responses"]!.AsObject() : schemas));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> Mapped(IServiceProvider services) => services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"))
        .Order(StringComparer.Ordinal);

    private static async Task<(TestNode Node, HttpClient Client)> StartAsync()
    {
        var views = new FakePluginViews { Draw = (_, _) => Task.FromResult("<!doctype html><html><body>page</body></html>") };
        var actions = new FakePluginActions { Actions = [new("calibrate", "Calibrate", """{"type":"object"}"""), new("forget", "Forget", "")], Answer = _ => Task.FromResult("{\"done\":[1,null]}") };
        var recordings = new Recordings();
        var (node, client) = await TestNode.StartAsync(
            services: services => services.AddSingleton<IPluginViews>(views).AddSingleton<IPluginActions>(actions).AddSingleton<IPluginControl>(new FakePluginControl()).AddSingleton<IBusRecordings>(recordings),
            settings: [new("relays:fan:gpio_pin", "17")]);
        node.Services.GetRequiredService<OperatorPassword>().Change(Password);
        recordings.Recorder = new BusRecorder(500, node.Time);
        node.Plugins.Plugins =
        [
            FakePluginDirectory.Running("dashboard") with { Kinds = [PluginKind.Dashboard] },
            FakePluginDirectory.Running("dht22") with { Kinds = [PluginKind.Sensor, PluginKind.Actions], ExpectedEvery = new(TimeSpan.FromSeconds(15)) },
            FakePluginDirectory.Running("parked") with { State = PluginState.Parked, Version = null, LastPollMilliseconds = null, MemoryBytes = null, PollInterval = null, NextStart = node.Time.GetUtcNow(), LastError = new(node.Time.GetUtcNow(), "no answer", "Traceback") },
        ];
        await node.PushAsync(Pushes.Push(status: Pushes.Status(), readings: [Pushes.Reading(), Pushes.Reading(quantity: "ok").Replace("21.5", "true", StringComparison.Ordinal), Pushes.Reading(quantity: "note").Replace("21.5", "\"dry\"", StringComparison.Ordinal)]));
        await client.GetStringAsync("/api/dashboard", TestContext.Current.CancellationToken);
        return (node, client);
    }

    private sealed class Recordings : IBusRecordings
    {
        public bool IsOn => true;

        public BusRecorder? Recorder { get; set; }

        public BusRecorder? Find(string pluginId) => pluginId == "dht22" ? Recorder : null;
    }
}
