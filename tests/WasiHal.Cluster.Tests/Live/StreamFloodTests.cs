using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Tests.Http;

namespace WasiHal.Cluster.Tests.Live;

/// <summary>B3: five hundred streams of events over real connections, and readers that read nothing.</summary>
public sealed class StreamFloodTests : IAsyncLifetime
{
    private const string Request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private const int Asked = 500;
    private const int EventBytes = 256 * 1024;

    // What all streams would keep, if each had a queue of its own.
    private const long Unbounded = (long)LiveEvents.MaxStreams * LiveEvents.MaxEvents * EventBytes;

    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private ListeningNode _node = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private LiveEvents Live => _node.Services.GetRequiredService<LiveEvents>();

    public async ValueTask InitializeAsync() => _node = await ListeningNode.StartAsync(services => services.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Streams_FiveHundred_AreBounded_AnsweredClearly_CutOffWhenNobodyReads_AndFreeTheirPlaces()
    {
        Assert.Equal(64, LiveEvents.MaxStreams);
        var open = new List<TcpClient>();
        var refused = 0;
        for (var number = 0; number < Asked; number++)
        {
            var client = await _node.SendAsync(Request, receiveBytes: 4096);
            if (await ListeningNode.StatusAsync(client) == 200)
            {
                open.Add(client);
                continue;
            }

            var answer = await ListeningNode.ReadAsync(client, EventBytes);
            Assert.Contains("Retry-After: 10\r\n", answer, StringComparison.Ordinal);
            Assert.Contains("64 streams are open, and there are no more.", answer, StringComparison.Ordinal);
            client.Dispose();
            refused++;
        }

        Assert.Equal((LiveEvents.MaxStreams, Asked - LiveEvents.MaxStreams), (open.Count, refused));
        Assert.Equal(LiveEvents.MaxStreams, Live.Streams);

        // Nobody reads. What is told goes into the wires until they are full, and then nowhere.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var text = new string('x', EventBytes);
        using var other = new HttpClient { BaseAddress = _node.Address };
        for (var number = 0; number < LiveEvents.MaxEvents; number++)
        {
            Live.Publish("test", new(text), NodeJson.Default.ResetDocument);
            if (number % 64 == 0)
            {
                Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/healthz", Cancelled)).StatusCode);
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Unbounded / 16);
        await _time.UntilAsync(() => Live.Streams == 0, TimeSpan.FromSeconds(1));
        open.ForEach(client => client.Dispose());

        using var again = await _node.SendAsync(Request);
        Assert.Equal(200, await ListeningNode.StatusAsync(again));
    }

    [Fact]
    public async Task Streams_WhoseReadersHaveGone_FreeTheirPlaces()
    {
        var open = new List<TcpClient>();
        while (Live.Streams < LiveEvents.MaxStreams)
        {
            open.Add(await _node.SendAsync(Request));
            Assert.Equal(200, await ListeningNode.StatusAsync(open[^1]));
        }

        open.ForEach(client => client.Dispose());

        // Nothing is told, and no sign of life is due.
        await _time.UntilAsync(() => Live.Streams == 0, TimeSpan.Zero);
    }
}
