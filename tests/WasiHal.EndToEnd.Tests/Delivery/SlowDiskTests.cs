using System.Diagnostics;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>D6: a hub whose disk takes a second for each flush. Who pushes waits; who looks does not, plugins keep their pace, and nothing is lost.</summary>
public sealed class SlowDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HubsDisk_ASecondForEachFlush_KeepsNobodyButThePushesWaiting()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        var (database, trace) = (Path.Combine(cluster.Hub.Folder, "data", "hub.db"), Path.Combine(cluster.Hub.Folder, "trace"));
        cluster.Hub.StartedBy =
        [
            Requirement.Tool("strace"), "-f", "--seccomp-bpf", "-qq", "-o", trace, "-P", database, "-P", database + "-wal",
            "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=1000000",
        ];
        await cluster.StartAllAsync();
        cluster.Hub.Drop(CountingPlugin.FileName, CountingPlugin.Text(100));
        await cluster.UntilAppliedAsync(0, 200);
        await cluster.UntilAppliedAsync(1, 200);

        await UntilMuchIsSeenBetweenTwoCommitsAsync(cluster.Hub);
        await cluster.SettleAsync();

        Assert.Contains(File.ReadLines(trace), line => line.Contains("(DELAYED)", StringComparison.Ordinal));
        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    /// <summary>
    /// Looks at the hub again and again, until within one flush it has answered everything several times and its own plugin
    /// was polled as often. A hub that answers only between two flushes never gets there, however fast it is then.
    /// </summary>
    private static async Task UntilMuchIsSeenBetweenTwoCommitsAsync(NodeProcess hub)
    {
        const int Much = 4;
        var begin = Stopwatch.GetTimestamp();
        var (applied, answers, newest) = (-1L, 0, new HashSet<double>());
        while (answers < Much || newest.Count < Much)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, $"{answers} answers and {newest.Count} readings within a flush are the most that was seen last");
            var now = (await hub.GetAsync("/api/nodes", Cancelled)).EnumerateArray().Sum(DeliveryCluster.AppliedOf);
            if (now != applied)
            {
                (applied, answers) = (now, 0);
                newest.Clear();
            }

            using var page = await hub.Client.GetAsync(new Uri("/", UriKind.Relative), Cancelled);
            page.EnsureSuccessStatusCode();
            var readings = await hub.GetAsync("/api/readings", Cancelled);
            newest.UnionWith(readings.GetProperty("readings").EnumerateArray()
                .Where(reading => reading.GetProperty("node").GetString() == "hub" && reading.GetProperty("quantity").GetString() == CountingPlugin.Names.First())
                .Select(reading => reading.GetProperty("value").GetDouble()));
            answers++;
        }
    }
}
