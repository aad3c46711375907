using System.Diagnostics;
using System.Text.Json;
using WasiHal.EndToEnd.Tests.Delivery;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>R3: all cores are burnt by others, twice over. Plugins are polled, pushes are confirmed, the nodes are well, and nothing is lost.</summary>
[Collection(AloneCollection.Name)]
public sealed class BurntCoresTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_WhileEveryCoreIsBurnt_GoOnAndLoseNothing()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 200);
        await cluster.StartAllAsync();
        cluster.Hub.Drop(CountingPlugin.FileName, CountingPlugin.Text(200));
        await cluster.UntilAppliedAsync(0, 100);
        await cluster.UntilAppliedAsync(1, 100);

        var fires = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Burn()).ToList();
        try
        {
            NodeProcess[] nodes = [cluster.Hub, .. cluster.Spokes];
            foreach (var node in nodes)
            {
                var polls = Polls(await node.UntilAsync("/api/plugins", Patience, plugins => plugins.GetArrayLength() > 0, Cancelled));
                await node.UntilAsync("/api/plugins", Patience, plugins => Polls(plugins) >= polls + 25, Cancelled);
                var health = await node.UntilAsync("/healthz", Patience, _ => true, Cancelled);
                Assert.True(health.GetProperty("status").GetString() == "healthy", health.ToString());
            }

            var applied = await AppliedAsync(cluster);
            await cluster.UntilAppliedAsync(0, applied[0] + 500);
            await cluster.UntilAppliedAsync(1, applied[1] + 500);
            Assert.All(fires, fire => Assert.False(fire.HasExited));
        }
        finally
        {
            fires.ForEach(Quench);
        }

        File.Delete(Path.Combine(cluster.Hub.Plugins, CountingPlugin.FileName));
        await cluster.SettleAsync();
        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    // It ends by itself when the test cannot end it.
    private static Process Burn() => Process.Start(Requirement.Tool("timeout"), ["600", "sh", "-c", "while :; do :; done"]);

    private static void Quench(Process fire)
    {
        fire.Kill(entireProcessTree: true);
        fire.WaitForExit();
        fire.Dispose();
    }

    // A node's own plugin stands first.
    private static long Polls(JsonElement plugins) => plugins.EnumerateArray().Select(plugin => plugin.GetProperty("polls").GetInt64()).FirstOrDefault();

    private static async Task<long[]> AppliedAsync(DeliveryCluster cluster)
    {
        var nodes = await cluster.Hub.GetAsync("/api/nodes", Cancelled);
        return [.. Enumerable.Range(0, cluster.Spokes.Count).Select(spoke => DeliveryCluster.AppliedOf(DeliveryCluster.Find(nodes, DeliveryCluster.IdOf(spoke))!.Value))];
    }
}
