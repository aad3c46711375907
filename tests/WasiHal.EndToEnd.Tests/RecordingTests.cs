using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Fake;
using WasiHal.Recording;

namespace WasiHal.EndToEnd.Tests;

/// <summary>From a reading on a node over the downloaded recording to the same reading without the hardware.</summary>
public sealed class RecordingTests : IDisposable
{
    private const int Readings = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("wasihal-recording-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_Replayed_GivesTheSameReadingsUntilTheDriverChanges()
    {
        byte[] file;
        double[] measured;
        await using (var node = await Node.StartAsync(_folder, "board", CreateBoard(), Driver("0xfa")))
        {
            await UntilAsync(() => node.Values.Count >= Readings);
            file = await node.DownloadAsync();
            measured = [.. node.Values.Take(Readings)];
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], measured);
        var recording = Read(file);
        Assert.Equal("thermometer", recording.Plugin);
        Assert.Equal(0, recording.Dropped);

        var replayed = new ReplayBoard(recording.FromLastStart());
        await using (var laptop = await Node.StartAsync(_folder, "laptop", replayed, Driver("0xfa")))
        {
            await UntilAsync(() => laptop.Values.Count >= Readings);
            Assert.Equal(measured, laptop.Values.Take(Readings));
        }

        await using (var changed = await Node.StartAsync(_folder, "changed", new ReplayBoard(recording.FromLastStart()), Driver("0xfb")))
        {
            await UntilAsync(() => changed.Status?.LastError is not null);

            // Line 1 says what the file is, line 2 marks the start, line 3 is the chip's id.
            Assert.Contains("thermometer.bus.jsonl: line 4: expected i2c-1 0x76 write fa read 1, got write fb read 1.", changed.Status!.LastError!.Detail + changed.Status.LastError.Message, StringComparison.Ordinal);
            Assert.Empty(changed.Values);
        }
    }

    [Fact]
    public async Task Recording_SwapsAndRestarts_ArePartOfItUntilThePluginIsGone()
    {
        await using var node = await Node.StartAsync(_folder, "board", CreateBoard(), Driver("0xfa"));
        await UntilAsync(() => node.Values.Count >= 2);
        await node.Services.GetRequiredService<IPluginControl>().RestartAsync("thermometer", Cancelled);
        await UntilAsync(() => Starts(node) == 2);
        node.Drop(Driver("0xfa") + "# another version\n");
        await UntilAsync(() => Starts(node) == 3);

        node.Drop(null);
        await UntilAsync(() => node.Status is null && node.Services.GetRequiredService<IBusRecordings>().Find("thermometer") is null);

        Assert.Equal(HttpStatusCode.NotFound, (await node.AskAsync()).StatusCode);

        int Starts(Node of) => System.Text.Encoding.UTF8.GetString(of.DownloadAsync().GetAwaiter().GetResult()).Split("\"op\":\"start\"").Length - 1;
    }

    [Fact]
    public async Task Recording_SwitchedOff_IsNotThere()
    {
        await using var node = await Node.StartAsync(_folder, "board", CreateBoard(), Driver("0xfa"), transactions: 0);
        await UntilAsync(() => !node.Values.IsEmpty);

        Assert.Equal(HttpStatusCode.Conflict, (await node.AskAsync()).StatusCode);
        Assert.Null(node.Services.GetRequiredService<IBusRecordings>().Find("thermometer"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static BusRecording Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return BusRecording.Read(stream, "thermometer.bus.jsonl");
    }

    private static FakeBoard CreateBoard()
    {
        var board = new FakeBoard();
        board.GetI2cBus(1).Attach(new(0x76), new CountingChip());
        return board;
    }

    // The chip's id is asked for once, and the value at each poll.
    private static string Driver(string register) =>
        $$"""
        # /// script
        # [tool.wasihal]
        # poll-interval = "100ms"
        # i2c = ["1:0x76"]
        # ///
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number
        from wit_world.imports import i2c

        class Sensor(exports.Sensor):
            def __init__(self):
                self.known = False

            def poll(self):
                if not self.known:
                    assert i2c.transfer(1, 0x76, b"\xd0", 1) == b"\x61"
                    self.known = True
                value = i2c.transfer(1, 0x76, bytes([{{register}}]), 1)
                return [Measurement("chip", "count", Value_Number(float(value[0])), "1")]

        """;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Answers 0x61 for its id, and one more each time that a value is asked for.</summary>
    private sealed class CountingChip : II2cTarget
    {
        private byte _count;

        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read) => read[0] = write[0] == 0xd0 ? (byte)0x61 : ++_count;
    }

    /// <summary>A whole node in this process: its web server, its plugin folder, its board.</summary>
    private sealed class Node : IReadingSink, IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly string _plugins;

        private Node(string folder, string name, IBoard board, int transactions)
        {
            _plugins = Directory.CreateDirectory(Path.Combine(folder, name, "plugins")).FullName;
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.Configuration.AddWasiHalOverrides(
            [
                new("urls", "http://127.0.0.1:0"),
                new("cluster:node_id", name),
                new("data:directory", Path.Combine(folder, name, "data")),
                new("hosting:machine_code_directory", Path.Combine(folder, "machine-code")),
                new("hosting:plugin_directories:0", _plugins),
                new("plugins:thermometer:permissions:i2c:0", "1:0x76"),
                new("recorder:transactions", transactions.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ]);
            builder.Services.AddSingleton(board).AddSingleton<IReadingSink>(this);
            builder.Services.AddWasiHal().AddPythonPlugins().AddHubClustering();
            _app = builder.Build();
            _app.MapWasiHal();
        }

        public ConcurrentQueue<double> Values { get; } = new();

        public IServiceProvider Services => _app.Services;

        public PluginStatus? Status => Services.GetRequiredService<IPluginDirectory>().Plugins.SingleOrDefault();

        public static async Task<Node> StartAsync(string folder, string name, IBoard board, string driver, int transactions = 1000)
        {
            var node = new Node(folder, name, board, transactions);
            node.Drop(driver);
            await node._app.StartAsync(Cancelled);
            return node;
        }

        public void Drop(string? driver)
        {
            var path = Path.Combine(_plugins, "thermometer.py");
            if (driver is null)
            {
                File.Delete(path);
            }
            else
            {
                File.WriteAllText(path, driver);
            }
        }

        public async Task<HttpResponseMessage> AskAsync()
        {
            using var client = new HttpClient();
            var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return await client.GetAsync(new Uri($"{address}/api/plugins/thermometer/bus"), Cancelled);
        }

        public async Task<byte[]> DownloadAsync()
        {
            using var answer = await AskAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsByteArrayAsync(Cancelled);
        }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            foreach (var reading in readings.Span)
            {
                Values.Enqueue(reading.Measurement.Value.Number);
            }

            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }
    }
}
