namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>A disk that is full for a while and then freed: nothing that was taken is lost, what is dropped is counted, and nobody has to do anything.</summary>
public sealed class DiskFullTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SpokesDisk_FullAndFreed_TakesUpAgainByItself()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);
        var spoke = cluster.Spokes[0];
        var data = Path.Combine(spoke.Folder, "data");
        spoke.StartedBy = SmallDisk.For(data, 8192);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);

        await FillUntilItIsNoticedAsync(spoke, data);
        var polls = (await spoke.GetAsync("/api/plugins", Cancelled))[0].GetProperty("polls").GetInt64();
        await spoke.UntilAsync("/api/plugins", Patience, plugins => plugins[0].GetProperty("polls").GetInt64() > polls + 20, Cancelled);
        SmallDisk.Free(spoke, data);
        await spoke.UntilAsync("/healthz", Patience, health => health.GetProperty("status").GetString() == "healthy", Cancelled);
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task HubsDisk_FullAndFreed_ConfirmsNothingMeanwhileAndLosesNothing()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        var data = Path.Combine(cluster.Hub.Folder, "data");
        cluster.Hub.StartedBy = SmallDisk.For(data, 16384);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);

        await FillUntilItIsNoticedAsync(cluster.Hub, data);
        await cluster.Spokes[0].UntilAsync("/api/nodes", Patience, nodes => nodes[0].GetProperty("outbox").GetInt64() > 10, Cancelled);
        SmallDisk.Free(cluster.Hub, data);
        await cluster.Hub.UntilAsync("/healthz", Patience, health => health.GetProperty("status").GetString() == "healthy", Cancelled);
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    // A node has room put aside, and gives it up first.
    private static Task FillUntilItIsNoticedAsync(NodeProcess node, string data) => node.UntilAsync(
        "/healthz",
        Patience,
        health =>
        {
            SmallDisk.Fill(node, data);
            return health.GetProperty("status").GetString() == "degraded";
        },
        Cancelled);
}
