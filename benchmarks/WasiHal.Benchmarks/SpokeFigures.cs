using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Benchmarks;

/// <summary>
/// What a spoke costs its disk, and how fast it sends what has gathered: a whole spoke in this process, with the readings of the
/// sample's plugins, and a hub in memory behind a real socket. A day is extrapolated from some thousand rounds.
/// </summary>
internal static class SpokeFigures
{
    private const int RoundsOfADay = 17_280;
    private const int ReadingsOfARound = 23;
    private const int OutageRounds = 720;

    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">Commits from which a day is extrapolated.</param>
    public static async Task RunAsync(int rounds)
    {
        var port = FreePort();
        await using var spoke = Start(port);
        await spoke.StartAsync();
        await MeasureWritesAsync(spoke, rounds / 4, "the hub away, all of it kept");
        var waiting = Figures(spoke).WaitingBatches;

        using var stop = new CancellationTokenSource();
        var hub = ServeAsync(port, stop.Token);
        Print($"{waiting} gathered rounds sent, from the first answer to the last", (await DrainAsync(spoke)).TotalMilliseconds, "ms");
        await MeasureWritesAsync(spoke, rounds, "each round confirmed before the next");
        await stop.CancelAsync();
        await hub;

        for (var round = 0; round < OutageRounds; round++)
        {
            await PollAsync(spoke, round);
        }

        using var again = new CancellationTokenSource();
        hub = ServeAsync(port, again.Token);
        Print($"an hour's outage at 5 s ({OutageRounds} rounds of {ReadingsOfARound} readings) sent, from the first answer to the last", (await DrainAsync(spoke)).TotalMilliseconds, "ms");
        await again.CancelAsync();
        await hub;
    }

    private static async Task MeasureWritesAsync(WebApplication spoke, int rounds, string how)
    {
        var before = spoke.Services.GetRequiredService<DiskWrites>().Read().Bytes;
        var begin = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++)
        {
            await PollAsync(spoke, round);
        }

        var each = Stopwatch.GetElapsedTime(begin) / rounds;
        if (spoke.Services.GetRequiredService<DiskWrites>().Read().Bytes - before is { } bytes)
        {
            Print($"{how}: written a round", bytes / (double)rounds / 1024, "KiB");
            Print($"{how}: written a day at 5 s, extrapolated from {rounds} rounds", bytes / (double)rounds * RoundsOfADay / 1e6, "MB");
        }

        Print($"{how}: a round", each.TotalMilliseconds, "ms");
    }

    private static async Task<TimeSpan> DrainAsync(WebApplication spoke)
    {
        var waiting = Figures(spoke).WaitingBatches;
        while (Figures(spoke).WaitingBatches == waiting)
        {
            await Task.Delay(1);
        }

        var begin = Stopwatch.GetTimestamp();
        while (Figures(spoke).WaitingBatches > 0)
        {
            await Task.Delay(1);
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    // One round: polls come in, and are on the disk when it ends.
    private static async Task PollAsync(WebApplication spoke, int round)
    {
        var now = DateTimeOffset.UtcNow;
        var random = new Random(round);
        var readings = Enumerable.Range(0, ReadingsOfARound)
            .Select(index => new Reading("spoke", $"plugin-{index % 8}", new($"sensor-{index % 8}", $"quantity_{index}", ReadingValue.FromNumber(Math.Round(20 + random.NextDouble(), 2)), "Cel"), now, TimeSpan.FromSeconds(15)))
            .ToArray();
        await spoke.Services.GetRequiredService<ReadingFanOut>().PublishAsync(readings, CancellationToken.None);
        await spoke.Services.GetRequiredService<OutboxWriter>().WriteAsync();
    }

    private static WebApplication Start(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddWasiHalOverrides(
        [
            new("cluster:node_id", "spoke"),
            new("cluster:hub_url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/push")),
            new("cluster:outbox:commit_every", "10m"),
            new("hal:provider", "fake"),
            new("data:directory", Directory.CreateTempSubdirectory("wasihal-spoke-figures-").FullName),
        ]);
        builder.Services.AddWasiHal().AddSpokeClustering();
        return builder.Build();
    }

    private static OutboxFigures Figures(WebApplication spoke) => spoke.Services.GetRequiredService<Outbox>().Figures;

    private static async Task ServeAsync(int port, CancellationToken stop)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        listener.Start();
        using var end = stop.Register(listener.Abort);
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                await using var body = new BrotliStream(context.Request.InputStream, CompressionMode.Decompress);
                var push = (await JsonSerializer.DeserializeAsync(body, NodeJson.Default.PushDocument, CancellationToken.None))!;
                BatchName[] confirmed = push.Sequence is { } sequence ? [new(push.Incarnation!, sequence), .. (push.More ?? []).Select(batch => new BatchName(batch.Incarnation, batch.Sequence))] : [];
                context.Response.ContentType = "application/json";
                await JsonSerializer.SerializeAsync(context.Response.OutputStream, new(push.Sequence, confirmed, 0, DateTimeOffset.UtcNow), NodeJson.Default.PushAnswer, CancellationToken.None);
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException && stop.IsCancellationRequested)
        {
            // It was told to.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Print(string what, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-90} {value,10:0.0} {unit}"));
}
