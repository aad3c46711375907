using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Live;

/// <summary><c>GET /api/events</c>.</summary>
public sealed class EventsEndpointTests
{
    [Fact]
    public async Task Events_Opened_IsAStreamThatNobodyKeeps()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);

        Assert.Equal(HttpStatusCode.OK, stream.Status);
        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", stream.Answer.Headers.CacheControl?.ToString());
        Assert.Equal("retry: 2000", await stream.BlockAsync());
        Assert.True(stream.Answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Events_Readings_AreThoseOfTheApi()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);

        await TakeAsync(node, TestReadings.Number(20.5, node.Time.GetUtcNow()), TestReadings.Text("a\nb", node.Time.GetUtcNow()));

        var (_, data) = await stream.NextAsync("reading");
        Assert.Equal(
            """[{"node":"hub","plugin":"dht22","sensor":"room","quantity":"temperature","value":20.5,"unit":"Cel","time":"2026-03-01T12:00:00.007Z","stale":false},"""
            + """{"node":"hub","plugin":"dht22","sensor":"room","quantity":"note","value":"a\nb","unit":"","time":"2026-03-01T12:00:00.007Z","stale":false}]""",
            data);
    }

    [Fact]
    public async Task Events_Alarm_ComesWhenItBeginsAndWhenItEnds()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);
        foreach (var raised in new[] { false, true, true, false, false })
        {
            await TakeAsync(node, TestReadings.Flag(raised, node.Time.GetUtcNow(), "alarm_hot"), TestReadings.Flag(raised, node.Time.GetUtcNow()));
        }

        node.Services.GetRequiredService<LiveEvents>().Publish("end", new("x"), NodeJson.Default.ResetDocument);

        Assert.Contains("\"quantity\":\"alarm_hot\",\"value\":true", (await stream.NextAsync("alarm")).Data, StringComparison.Ordinal);
        Assert.Contains("\"quantity\":\"alarm_hot\",\"value\":false", (await stream.NextAsync("alarm")).Data, StringComparison.Ordinal);
        var rest = new List<string>();
        while (await stream.BlockAsync() is { } block && !block.Contains("event: end", StringComparison.Ordinal))
        {
            rest.Add(block);
        }

        Assert.DoesNotContain(rest, block => block.Contains("event: alarm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_PluginChanges_IsToldWithItsDocumentAndOnce()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a"), FakePluginDirectory.Running("b")];
        await using var stream = await EventStream.OpenAsync(client);
        var first = stream.NextAsync("plugin");
        await node.Time.UntilAsync(() => first.IsCompleted);

        node.Plugins.Plugins = [FakePluginDirectory.Running("a"), FakePluginDirectory.Running("b") with { Polls = 18 }];
        var second = stream.NextAsync("plugin");
        await node.Time.UntilAsync(() => second.IsCompleted);

        using var all = JsonDocument.Parse((await first).Data);
        using var changed = JsonDocument.Parse((await second).Data);
        Assert.Equal(["a", "b"], all.RootElement.EnumerateArray().Select(plugin => plugin.GetProperty("id").GetString()));
        Assert.Equal("b", Assert.Single(changed.RootElement.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Events_PluginGoes_IsAReset()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a")];
        await using var stream = await EventStream.OpenAsync(client);
        var first = stream.NextAsync("plugin");
        await node.Time.UntilAsync(() => first.IsCompleted);

        node.Plugins.Plugins = [];
        var reset = stream.NextAsync("reset");
        await node.Time.UntilAsync(() => reset.IsCompleted);

        Assert.Equal("""{"reason":"gone: a"}""", (await reset).Data);
    }

    [Fact]
    public async Task Events_ReadingBecomesStale_IsTold()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);
        await TakeAsync(node, TestReadings.Number(20, node.Time.GetUtcNow()));
        Assert.Contains("\"stale\":false", (await stream.NextAsync("reading")).Data, StringComparison.Ordinal);

        var stale = stream.NextAsync("reading");
        await node.Time.UntilAsync(() => stale.IsCompleted);

        Assert.Contains("\"stale\":true", (await stale).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_NodeAndLogAndDashboard_HaveTheShapesOfTheApi()
    {
        var (node, client) = await TestNode.StartAsync(services: services => services.AddSingleton<IPluginViews>(new FakePluginViews { Draw = (_, _) => Task.FromResult("<p>\n'é'</p>") }));
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("dashboard") with { Kinds = [PluginKind.Dashboard] }];
        await using var nodes = await EventStream.OpenAsync(client);
        await using var logs = await EventStream.OpenAsync(client);
        await using var pages = await EventStream.OpenAsync(client);

        var (told, drawn) = (nodes.NextAsync("node"), pages.NextAsync("dashboard"));
        await node.Time.UntilAsync(() => told.IsCompleted && drawn.IsCompleted);
        node.Services.GetRequiredService<LogRing>().Add(LogLevel.Warning, "hub", "a", "hot");

        Assert.StartsWith("""[{"id":"hub","role":"hub","hal":"fake","state":"online",""", (await told).Data, StringComparison.Ordinal);
        Assert.Contains("\"level\":\"warning\",\"node\":\"hub\",\"plugin\":\"a\",\"message\":\"hot\"", (await logs.NextAsync("log")).Data, StringComparison.Ordinal);
        Assert.StartsWith("""{"plugin":"dashboard","html":"<p>\n&#39;é&#39;</p>","frame":null,"time":""", (await drawn).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ComesBackWithItsLastId_MissesNothing()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var live = node.Services.GetRequiredService<LiveEvents>();
        string last;
        await using (var stream = await EventStream.OpenAsync(client))
        {
            Tell(live, "one");
            (last, var _) = await stream.NextAsync("test");
        }

        await node.Time.UntilAsync(() => live.Streams == 0, TimeSpan.Zero);
        Tell(live, "two");
        Tell(live, "three");
        await using var again = await EventStream.OpenAsync(client, last);

        Assert.Equal("retry: 2000", await again.BlockAsync());

        // Others may have been told meanwhile, such as that the page was drawn.
        var (_, second) = await again.NextAsync("test");
        var (_, third) = await again.NextAsync("test");
        Assert.Contains("two", second, StringComparison.Ordinal);
        Assert.Contains("three", third, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123abcd-1")]
    [InlineData("-")]
    [InlineData("99")]
    [InlineData("<script>")]
    public async Task Events_ComesBackWithAnIdOfAnotherProcess_IsTold(string lastId)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client, lastId);

        Assert.Contains("are not kept any more", (await stream.NextAsync("reset")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ComesBackTooLate_IsTold()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var live = node.Services.GetRequiredService<LiveEvents>();
        string last;
        await using (var stream = await EventStream.OpenAsync(client))
        {
            Tell(live, "one");
            (last, var _) = await stream.NextAsync("test");
        }

        await node.Time.UntilAsync(() => live.Streams == 0, TimeSpan.Zero);
        node.Time.Advance(LiveEvents.Memory + TimeSpan.FromSeconds(1));
        await TakeAsync(node, TestReadings.Number(1, node.Time.GetUtcNow()));
        await using var again = await EventStream.OpenAsync(client, last);

        Assert.StartsWith("{\"reason\":", (await again.NextAsync("reset")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_NothingHappens_ThereIsASignOfLife()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);

        var sign = SignAsync();
        await node.Time.UntilAsync(() => sign.IsCompleted, TimeSpan.FromSeconds(1));

        await sign;

        async Task SignAsync()
        {
            // What there is to tell at first comes before.
            while (await stream.BlockAsync() is var block && block != ":")
            {
                Assert.NotNull(block);
            }
        }
    }

    [Fact]
    public async Task Events_MoreStreamsThanAllowed_AreRefusedUntilOneEnds()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var streams = new List<EventStream>();
        for (var number = 0; number < LiveEvents.MaxStreams; number++)
        {
            streams.Add(await EventStream.OpenAsync(client));
        }

        await using (var refused = await EventStream.OpenAsync(client))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Equal("application/problem+json", refused.Answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("10", refused.Answer.Headers.RetryAfter?.ToString());
        }

        await streams[0].DisposeAsync();
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<LiveEvents>().Streams < LiveEvents.MaxStreams, TimeSpan.Zero);
        await using var taken = await EventStream.OpenAsync(client);
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Events_ReaderDoesNotRead_IsCutOffAndHoldsUpNobody()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var live = node.Services.GetRequiredService<LiveEvents>();
        var reader = new HaltingReader();
        var idle = node.Services.GetRequiredService<EventsEndpoint>().AnswerAsync(reader.Context);
        await using var busy = await EventStream.OpenAsync(client);
        await node.Time.UntilAsync(() => reader.IsHalted, TimeSpan.Zero);

        Tell(live, "one");
        await busy.NextAsync("test");
        await node.Time.UntilAsync(() => idle.IsCompleted);

        Assert.True(reader.IsAborted);
        Assert.Equal(1, live.Streams);
        Tell(live, "two");
        Assert.Equal("""{"reason":"two"}""", (await busy.NextAsync("test")).Data);
    }

    [Fact]
    public async Task Events_ReaderIsTooSlow_IsToldAndEnded()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        var live = node.Services.GetRequiredService<LiveEvents>();
        var reader = new HaltingReader();
        var slow = node.Services.GetRequiredService<EventsEndpoint>().AnswerAsync(reader.Context);
        await node.Time.UntilAsync(() => reader.IsHalted, TimeSpan.Zero);

        for (var number = 0; number <= LiveEvents.MaxEvents; number++)
        {
            Tell(live, "x");
        }

        reader.GoOn();
        await slow.WaitAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith("event: reset\ndata: {\"reason\":\"the reader is too slow\"}\n\n", reader.Text, StringComparison.Ordinal);
        Assert.False(reader.IsAborted);
        Assert.Equal(0, live.Streams);
    }

    [Fact]
    public async Task Events_NodeStops_EndsAtOnce()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await using var stream = await EventStream.OpenAsync(client);
        await stream.BlockAsync();

        node.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        string? block;
        do
        {
            block = await stream.BlockAsync();
        }
        while (block is not null);
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<LiveEvents>().Streams == 0, TimeSpan.Zero);
    }

    [Fact]
    public async Task Events_OfAnotherSite_AreRefused()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.TryAddWithoutValidation("Origin", "http://evil.example");

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, node.Services.GetRequiredService<LiveEvents>().Streams);
    }

    private static void Tell(LiveEvents live, string what) => live.Publish("test", new(what), NodeJson.Default.ResetDocument);

    private static async Task TakeAsync(TestNode node, params Reading[] readings) =>
        await node.Services.GetRequiredService<ReadingFanOut>().PublishAsync(readings, TestContext.Current.CancellationToken);
}
