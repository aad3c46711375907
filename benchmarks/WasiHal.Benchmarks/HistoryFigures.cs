using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;

namespace WasiHal.Benchmarks;

/// <summary>
/// The figures of a hub's history, in this process and on the disk of the temporary folder: readings a second that are
/// durable, how long a commit may have to wait, bytes of a million readings, a restart with them, and queries.
/// </summary>
internal static class HistoryFigures
{
    private const int ReadingsOfAPush = 100;
    private const int Series = 30;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(string[] args)
    {
        if (args is [] or ["speed"])
        {
            foreach (var senders in (int[])[1, 10, 100])
            {
                await SpeedAsync(senders);
            }
        }

        if (args is [] or ["million"])
        {
            await MillionAsync();
        }

        if (args is [] or ["year"])
        {
            await YearAsync();
        }
    }

    private static async Task SpeedAsync(int senders)
    {
        await using var history = await OpenAsync(Directory.CreateTempSubdirectory("wasihal-history-").FullName, new());
        using var end = new CancellationTokenSource(Measured);
        var waits = new List<double>();
        var begin = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var own = new List<double>();
            var count = 0L;
            for (var sequence = 1L; !end.IsCancellationRequested; sequence++)
            {
                var push = Push($"node{sender}", sequence, history.Time.GetUtcNow(), ReadingsOfAPush);
                var start = Stopwatch.GetTimestamp();
                await history.Ledger.ApplyAsync(Report(push.Node, history.Time, sequence), [push], CancellationToken.None);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                count += push.Readings.Length;
            }

            lock (waits)
            {
                waits.AddRange(own);
            }

            return count;
        })));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        waits.Sort();
        Print($"durable readings a second, {senders} senders with {ReadingsOfAPush} a push", counts.Sum() / seconds, "");
        Print("    wait for the answer: median", waits[waits.Count / 2], "ms");
        Print("    wait for the answer: 99 of 100", waits[(int)(waits.Count * 0.99)], "ms");
        Print("    wait for the answer: longest", waits[^1], "ms");
    }

    private static async Task MillionAsync()
    {
        var folder = Directory.CreateTempSubdirectory("wasihal-history-").FullName;
        var time = new HistoryClockOfYears();
        await using (var history = await OpenAsync(folder, time))
        {
            var longest = 0.0;
            const int Rounds = 1_000_000 / Series;
            for (var round = 1; round <= Rounds; round += 120)
            {
                // Ten minutes at 5 s in one batch, and then the next ten at once: two days within a minute.
                var readings = Enumerable.Range(0, 120).SelectMany(poll => Push("spoke", round + poll, history.Time.GetUtcNow().AddSeconds(5 * poll), Series).Readings.ToArray()).ToArray();
                history.Time.Advance(TimeSpan.FromSeconds(600));
                var start = Stopwatch.GetTimestamp();
                await history.Ledger.ApplyAsync(Report("spoke", history.Time, round), [new("spoke", new("0123456789abcdef-1-00000000", round), readings, (UInt128)round)], CancellationToken.None);
                longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            await history.SettleAsync();
            Print("longest wait of a commit while a million readings come", longest, "ms");
            await ProbeAsync(history, "spoke-probe", TimeSpan.FromSeconds(3));
            var statistics = history.Database.Statistics;
            Print("readings kept", statistics.Readings, "");
            Print("bytes of the database for a million readings", statistics.Bytes / (statistics.Readings / 1e6) / 1e6, "MB");
            Print("bytes appended to the log meanwhile", statistics.WrittenBytes / 1e6, "MB");
        }

        var restart = Stopwatch.GetTimestamp();
        await using var again = await OpenAsync(folder, time);
        Print("restart with a million readings, until all is shown", Stopwatch.GetElapsedTime(restart).TotalMilliseconds, "ms");
        foreach (var (name, length, step) in ((string, TimeSpan, TimeSpan)[])[("an hour", TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)), ("a day", TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)), ("a week", TimeSpan.FromDays(7), TimeSpan.FromMinutes(30))])
        {
            await QueryAsync(again, name, length, step);
        }
    }

    private static async Task YearAsync()
    {
        await using var history = await OpenAsync(Directory.CreateTempSubdirectory("wasihal-history-").FullName, new());
        for (var day = 1; day <= 365; day++)
        {
            var from = history.Time.GetUtcNow();
            var readings = Enumerable.Range(0, 1440).SelectMany(minute => Push("spoke", (day * 1440) + minute, from.AddMinutes(minute), 2).Readings.ToArray()).ToArray();
            for (var hour = 0; hour < 24; hour++)
            {
                history.Time.Advance(TimeSpan.FromHours(1));
                var own = readings[(hour * 120)..((hour + 1) * 120)];
                await history.Ledger.ApplyAsync(Report("spoke", history.Time, (day * 24) + hour), [new("spoke", new("0123456789abcdef-1-00000000", (day * 24) + hour), own, (UInt128)((day * 24) + hour))], CancellationToken.None);
            }

            await history.SettleAsync();
        }

        Print("a year of 2 series, a reading a minute", history.Database.Statistics.Bytes / 1e6, "MB");
        await QueryAsync(history, "a year", TimeSpan.FromDays(365), TimeSpan.FromDays(1));
        await QueryAsync(history, "90 days", TimeSpan.FromDays(90), TimeSpan.FromHours(6));
    }

    // How long somebody waits who commits one reading while the rest of the database is put in order.
    private static async Task ProbeAsync(OpenHistory history, string node, TimeSpan length)
    {
        var waits = new List<double>();
        var begin = Stopwatch.GetTimestamp();
        var order = history.CompactAsync();
        for (var sequence = 1L; Stopwatch.GetElapsedTime(begin) < length; sequence++)
        {
            var push = Push(node, sequence, history.Time.GetUtcNow(), 1);
            var start = Stopwatch.GetTimestamp();
            await history.Ledger.ApplyAsync(Report(node, history.Time, sequence), [push], CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (order.IsCompleted)
            {
                await order;
                order = history.CompactAsync();
            }
        }

        await order;
        waits.Sort();
        Print("commits of one reading beside it: median", waits[waits.Count / 2], "ms");
        Print("    longest of them", waits[^1], "ms");
    }

    private static async Task QueryAsync(OpenHistory history, string name, TimeSpan length, TimeSpan step)
    {
        var to = history.Time.GetUtcNow();
        var times = new List<double>();
        var points = 0;
        for (var i = 0; i < 9; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            points = (await history.Source.ReadAsync(new("spoke", "plugin", "sensor", "quantity1"), to - length, to, step, CancellationToken.None))?.Points.Count ?? 0;
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        times.Sort();
        Print($"query of {name}, {points} points: median of 9", times[4], "ms");
    }

    private static SenderReport Report(string node, TimeProvider time, long sequence) =>
        new(node, time.GetUtcNow(), TimeSpan.Zero, new("0123456789abcdef-1-00000000", sequence, time.GetUtcNow(), "fake", "1", 0, 0, 0, 0, null, null, null));

    private static IncomingBatch Push(string node, long sequence, DateTimeOffset time, int count)
    {
        var readings = new Reading[count];
        for (var i = 0; i < count; i++)
        {
            // A day's curve with noise in the last digit, as sensors give it.
            var noise = Random.Shared.Next(7);
            var value = Math.Round(20 + (3 * Math.Sin((sequence / 3000.0) + i)) + (noise / 100.0), 2);
            readings[i] = new(node, "plugin", new("sensor", $"quantity{i % Series}", ReadingValue.FromNumber(value), "Cel"), time, TimeSpan.FromSeconds(15));
        }

        return new(node, new("0123456789abcdef-1-00000000", sequence), readings, (UInt128)sequence);
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-70} {value,12:0.###} {unit}"));

    private static async Task<OpenHistory> OpenAsync(string folder, HistoryClockOfYears time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["data:directory"] = folder, ["hal:provider"] = "fake" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddWasiHal();
        builder.Services.AddSingleton<RecentHistory>().AddHubHistory();
        var host = builder.Build();
        await host.StartAsync();
        return new(host, time);
    }

    private sealed class OpenHistory(IHost host, HistoryClockOfYears time) : IAsyncDisposable
    {
        public HistoryClockOfYears Time { get; } = time;

        public IBatchLedger Ledger { get; } = host.Services.GetRequiredService<IBatchLedger>();

        public HubDatabase Database { get; } = host.Services.GetRequiredService<HubDatabase>();

        public IHistorySource Source { get; } = host.Services.GetRequiredService<IHistorySource>();

        public async Task SettleAsync()
        {
            var maintenance = host.Services.GetServices<IHostedService>().OfType<HistoryMaintenance>().Single();
            while (await maintenance.RunAsync(CancellationToken.None))
            {
            }

            await Database.UseAsync(session => { Database.PublishAll(session); return true; }, CancellationToken.None);
        }

        public Task<bool> CompactAsync() => host.Services.GetRequiredService<Compaction>().RunAsync(isForced: true, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
