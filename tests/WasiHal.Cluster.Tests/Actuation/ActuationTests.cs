using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Fake;

namespace WasiHal.Cluster.Tests.Actuation;

/// <summary>Buzzer and relays of this node over HTTP.</summary>
public sealed class ActuationTests
{
    [Theory]
    [InlineData("/api/buzzer?action=beep", null, 1, 100)]
    [InlineData("/api/buzzer?action=beep3", null, 3, 100)]
    [InlineData("/api/buzzer?action=long", null, 1, 1000)]
    [InlineData("/api/buzzer?action=beep&node=hub", "", 1, 100)]
    [InlineData("/api/buzzer", "{\"pattern\": \"single\"}", 1, 100)]
    [InlineData("/api/buzzer", "{\"pattern\": \"triple\"}", 3, 100)]
    [InlineData("/api/buzzer", "{\"pattern\": \"long\"}", 1, 1000)]
    [InlineData("/api/buzzer", "{\"count\": 2, \"on_ms\": 30, \"off_ms\": 0}", 2, 30)]
    [InlineData("/api/buzzer", "{\"count\": 10}", 10, 100)]
    [InlineData("/api/buzzer/test", null, 3, 100)]
    public async Task Buzzer_AskedForTones_PlaysThem(string path, string? body, int count, int milliseconds)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, path, body);
        node.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var heard = Board(node).Buzzer.Heard;
        Assert.Equal(count, heard.Count);
        Assert.All(heard, tone => Assert.Equal(milliseconds, tone.Length.TotalMilliseconds));
        using var document = JsonDocument.Parse(await BodyAsync(answer));
        Assert.Equal(["node", "count", "onMs", "offMs"], document.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("/api/buzzer", null, "in one way")]
    [InlineData("/api/buzzer", "{}", "in one way")]
    [InlineData("/api/buzzer", "{\"on_ms\": 100}", "in one way")]
    [InlineData("/api/buzzer?action=beep", "{\"pattern\": \"long\"}", "in one way")]
    [InlineData("/api/buzzer?action=siren", null, "action = \"siren\" is not beep, beep3 or long.")]
    [InlineData("/api/buzzer?action=beep&action=long", null, "action is given more than once.")]
    [InlineData("/api/buzzer?acton=beep", null, "acton is no parameter")]
    [InlineData("/api/buzzer", "{\"pattern\": \"siren\"}", "pattern = \"siren\" is not \"single\", \"triple\" or \"long\".")]
    [InlineData("/api/buzzer", "{\"pattern\": 3}", "pattern = 3 is not")]
    [InlineData("/api/buzzer", "{\"count\": 0}", "count = 0 is not a whole number, 1 to 10.")]
    [InlineData("/api/buzzer", "{\"count\": 1.5}", "count = 1.5 is not a whole number")]
    [InlineData("/api/buzzer", "{\"count\": \"3\"}", "count = \"3\" is not a whole number")]
    [InlineData("/api/buzzer", "{\"count\": 1, \"on_ms\": 2001}", "on_ms = 2001 is not a whole number, 10 to 2000.")]
    [InlineData("/api/buzzer", "{\"count\": 1, \"off_ms\": -1}", "off_ms = -1 is not a whole number, 0 to 2000.")]
    [InlineData("/api/buzzer", "{\"count\": 1, \"offMs\": 1}", "offMs is no member of the body. Accepted: pattern, count, on_ms, off_ms.")]
    [InlineData("/api/buzzer", "{\"count\": 1, \"count\": 2}", "The body is not JSON")]
    [InlineData("/api/buzzer", "[1]", "The body is JSON, but no object.")]
    [InlineData("/api/buzzer", "beep", "The body is not JSON")]
    public async Task Buzzer_WrongRequest_Is400AndSilent(string path, string? body, string detail)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, path, body);
        node.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, await DetailAsync(answer), StringComparison.Ordinal);
        Assert.Empty(Board(node).Buzzer.Heard);
    }

    [Fact]
    public async Task Buzzer_QueueIsFull_Is409()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        for (var number = 0; number < FakeBuzzer.QueueLength; number++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(client, "/api/buzzer/test")).StatusCode);
        }

        var answer = await PostAsync(client, "/api/buzzer/test");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("queue is full", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buzzer_BoardHasNone_Is404()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        Board(node).Buzzer.IsPresent = false;

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(client, "/api/buzzer/test")).StatusCode);
    }

    [Theory]
    [InlineData("/api/buzzer/test?node=spoke")]
    [InlineData("/api/relays/fan?node=spoke")]
    [InlineData("/api/plugins/a/actions/b?node=spoke")]
    public async Task Actuation_OnAnotherNode_Is404(string path)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, path, "{\"on\": true}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is no node spoke here. There are: hub.", await DetailAsync(answer));
    }

    [Fact]
    public async Task Relays_SetOverHttp_SwitchThePinAndShow()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        Assert.Equal("""[{"node":"hub","name":"fan","on":false},{"node":"hub","name":"lamp","on":true}]""", await client.GetStringAsync("/api/relays", TestContext.Current.CancellationToken));

        var answer = await PostAsync(client, "/api/relays/FAN", "{\"on\": true}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"node":"hub","name":"fan","on":true}""", await BodyAsync(answer));
        Assert.True(Board(node).Relays.Get("fan"));
        Assert.False(Board(node).Gpio.Read(27));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"on\": 1}")]
    [InlineData("{\"on\": \"true\"}")]
    [InlineData("{\"on\": null}")]
    [InlineData("{\"On\": true}")]
    [InlineData("{\"on\": true, \"for\": 3}")]
    [InlineData("true")]
    [InlineData(null)]
    public async Task Relays_WrongBody_Is400AndSwitchesNothing(string? body)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "/api/relays/fan", body)).StatusCode);
        Assert.False(Board(node).Relays.Get("fan"));
    }

    [Fact]
    public async Task Relays_UnknownName_Is404WithThoseThatExist()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, "/api/relays/pump", "{\"on\": true}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("fan, lamp", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/buzzer", 1024)]
    [InlineData("/api/relays/fan", 1024)]
    public async Task Actuation_LongBody_Is413(string path, int limit)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await PostAsync(client, path, "{\"on\": true" + new string(' ', limit) + "}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.False(Board(node).Relays.Get("fan"));
    }

    [Theory]
    [InlineData("/api/buzzer/test", "Origin", "http://evil.example")]
    [InlineData("/api/buzzer?action=beep", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/api/relays/fan", "Sec-Fetch-Site", "same-site")]
    [InlineData("/api/relays/fan", "Origin", "null")]
    [InlineData("/api/plugins/a/actions/b", "Sec-Fetch-Site", "cross-site")]
    public async Task Actuation_AskedForByAnotherSite_IsRefused(string path, string header, string value)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{\"on\": true}", Encoding.UTF8, "text/plain") };
        request.Headers.TryAddWithoutValidation(header, value);

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        node.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(Board(node).Buzzer.Heard);
        Assert.False(Board(node).Relays.Get("fan"));
    }

    [Theory]
    [InlineData("/api/buzzer")]
    [InlineData("/api/buzzer/test")]
    [InlineData("/api/relays/fan")]
    [InlineData("/api/plugins/a/actions/b")]
    public async Task Actuation_Get_Is405(string path)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static FakeBoard Board(TestNode node) => (FakeBoard)node.Services.GetRequiredService<IBoard>();

    private static Task<(TestNode Node, HttpClient Client)> StartAsync() => TestNode.StartAsync(
        settings: [new("relays:fan:gpio_pin", "27"), new("relays:fan:active_low", "true"), new("relays:lamp:gpio_pin", "22"), new("relays:lamp:safe", "on")]);

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
