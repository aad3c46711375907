using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>D8: what people do to the files of a hub while it runs. It says so, lives on, and loses nothing that is still there.</summary>
public sealed class DataFolderTests
{
    private const UnixFileMode Closed = UnixFileMode.None, OfTheOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HubsDatabase_Deleted_IsToldAndBegunAnewAndWhatIsMissingIsNamed()
    {
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 200);

        foreach (var file in FilesOf(cluster.Hub))
        {
            File.Delete(file);
        }

        await cluster.Hub.UntilOutputAsync("its file was deleted", Patience, Cancelled);
        var nodes = await cluster.Hub.UntilAsync(
            "/api/nodes",
            Patience,
            nodes => DeliveryCluster.Find(nodes, DeliveryCluster.IdOf(0)) is { } node && node.GetProperty("delivery") is var delivery
                && delivery.TryGetProperty("missing", out var missing) && missing.ValueKind == System.Text.Json.JsonValueKind.Number && missing.GetInt64() > 0 && delivery.GetProperty("applied").GetInt64() > 200,
            Cancelled);
        await cluster.Hub.UntilAsync("/healthz", Patience, health => health.GetProperty("status").GetString() == "healthy", Cancelled);

        var delivery = DeliveryCluster.Find(nodes, DeliveryCluster.IdOf(0))!.Value.GetProperty("delivery");
        Assert.Equal(
            delivery.GetProperty("taken").GetInt64(),
            delivery.GetProperty("applied").GetInt64() + delivery.GetProperty("waiting").GetInt64() + delivery.GetProperty("lost").GetInt64() + delivery.GetProperty("missing").GetInt64());
    }

    [Fact]
    public async Task HubsLog_Deleted_LosesNothingAlsoWhenTheHubIsKilledThen()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 200);

        var log = FilesOf(cluster.Hub)[1];
        File.Delete(log);
        await cluster.UntilAppliedAsync(0, await AppliedAsync(cluster) + 200);
        Assert.True(File.Exists(log));
        await cluster.Hub.KillAsync(Cancelled);
        await cluster.StartHubAsync();
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task HubsFiles_NotItsOwnAnyMore_AreWaitedForAndNothingIsLost()
    {
        if (OperatingSystem.IsWindows())
        {
            Requirement.Missing("This machine knows no modes of files");
            return;
        }

        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);

        // Root reads and writes everything, unless it has given that right up.
        cluster.Hub.StartedBy = Environment.IsPrivilegedProcess ? [Requirement.Tool("setpriv"), "--bounding-set=-dac_override,-dac_read_search"] : [];
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 200);
        await cluster.Hub.KillAsync(Cancelled);
        foreach (var file in FilesOf(cluster.Hub).Where(File.Exists))
        {
            File.SetUnixFileMode(file, Closed);
        }

        await cluster.StartHubAsync();
        await cluster.Hub.UntilAsync("/healthz", Patience, health => health.GetProperty("status").GetString() == "degraded", Cancelled);
        await cluster.Spokes[0].UntilAsync("/api/nodes", Patience, nodes => nodes[0].GetProperty("outbox").GetInt64() > 10, Cancelled);
        foreach (var file in FilesOf(cluster.Hub).Where(File.Exists))
        {
            File.SetUnixFileMode(file, OfTheOwner);
        }

        await cluster.Hub.UntilAsync("/healthz", Patience, health => health.GetProperty("status").GetString() == "healthy", Cancelled);
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
        Assert.Empty(Directory.GetFiles(Path.Combine(cluster.Hub.Folder, "data"), "*.damaged-*"));
    }

    [Fact]
    public async Task HubsFolder_SecondHub_EndsAndNamesTheFileAndTheFirstGoesOn()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 200);

        await using var second = new HubProcess();
        second.Start("--urls", second.Client.BaseAddress!.ToString(), "--plugins", second.Plugins, "--data", Path.Combine(cluster.Hub.Folder, "data"), "--cluster:node_id=hub");
        Assert.NotEqual(0, await second.ExitAsync(Cancelled));
        await second.UntilOutputAsync($"another process uses {FilesOf(cluster.Hub)[0]}", Patience, Cancelled);

        await cluster.UntilAppliedAsync(0, await AppliedAsync(cluster) + 200);
        await cluster.SettleAsync();
        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static string[] FilesOf(NodeProcess hub) => [.. ((string[])["", "-wal", ".ballast"]).Select(ending => Path.Combine(hub.Folder, "data", "hub.db" + ending))];

    private static async Task<long> AppliedAsync(DeliveryCluster cluster) =>
        DeliveryCluster.Find(await cluster.Hub.GetAsync("/api/nodes", Cancelled), DeliveryCluster.IdOf(0))!.Value.GetProperty("delivery").GetProperty("applied").GetInt64();
}
