using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Fake;
using WasiHal.Recording;

namespace WasiHal.Cluster.Tests.Http;

/// <summary><c>GET /api/plugins/{id}/bus</c>.</summary>
public sealed class BusDownloadTests
{
    private readonly FakeRecordings _recordings = new();

    [Fact]
    public async Task Bus_OfAPlugin_IsItsRecordingAsAFile()
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("oled")];
        var recorder = _recordings.Recorders["oled"] = new BusRecorder(500, node.Time);
        var bus = new RecordingBoard(new FakeBoard(), recorder).GetI2cBus(1);
        for (var round = 0; round < 600; round++)
        {
            Assert.Throws<HardwareException>(() => bus.WriteRead(new(0x3c), new byte[100], []));
        }

        using var answer = await client.GetAsync(new Uri("/api/plugins/oled/bus", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("oled.bus.jsonl", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var recording = BusRecording.Read(body, "oled.bus.jsonl");
        Assert.Equal(("oled", 500, 100L, node.Time.GetUtcNow()), (recording.Plugin, recording.Count, recording.Dropped, recording.Started));
    }

    [Theory]
    [InlineData("none", true, HttpStatusCode.NotFound, "There is no plugin none here. There are: new.")]
    [InlineData("new", true, HttpStatusCode.Conflict, "Nothing is recorded of new: it has not been started yet.")]
    [InlineData("new", false, HttpStatusCode.Conflict, "Nothing is recorded here: set recorder.transactions to 1 to 100000 and start the node again.")]
    public async Task Bus_NothingToAnswer_SaysWhatToDo(string id, bool isOn, HttpStatusCode status, string detail)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("new")];
        _recordings.IsOn = isOn;

        using var answer = await client.GetAsync(new Uri($"/api/plugins/{id}/bus", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(detail, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private Task<(TestNode Node, HttpClient Client)> StartAsync() => TestNode.StartAsync(services: services => services.AddSingleton<IBusRecordings>(_recordings));

    private sealed class FakeRecordings : IBusRecordings
    {
        public bool IsOn { get; set; } = true;

        public Dictionary<string, BusRecorder> Recorders { get; } = [];

        public BusRecorder? Find(string pluginId) => Recorders.GetValueOrDefault(pluginId);
    }
}
