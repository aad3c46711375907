using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>
/// A hub and three spokes, 200 readings a second from each, and every process killed again and again without a word: what the
/// spokes took is what the hub has, each reading once.
/// </summary>
public sealed class KillTests
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 30;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyProcess_KilledAtRandom_LosesNothingAndDoublesNothing()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}, {Kills} kills; WASIHAL_KILLS gives another number");
        var random = new Random(seed);
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 3, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(50, 1500), Cancelled);
            if (random.Next(4) is var victim && victim == 3)
            {
                await cluster.Hub.KillAsync(Cancelled);
                await cluster.StartHubAsync();
            }
            else
            {
                await cluster.Spokes[victim].KillAsync(Cancelled);
                await cluster.StartSpokeAsync(victim);
            }
        }

        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, $"seed {seed}:\n{string.Join('\n', faults.Take(20))}");
    }

    [Fact]
    public async Task Hub_AwayForAHundredRounds_GetsThemAllInOrder()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);
        await cluster.Hub.KillAsync(Cancelled);

        // Ten minutes at five seconds are 120 rounds.
        await cluster.Spokes[0].UntilAsync("/api/plugins", TimeSpan.FromMinutes(2), plugins => plugins[0].GetProperty("polls").GetInt64() > 240, Cancelled);
        await cluster.StartHubAsync();
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task Hub_Frozen_KeepsNoSpokeFromMeasuringAndLosesNothing()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);
        var before = await PollsAsync(cluster);

        cluster.Hub.Freeze();
        await cluster.Spokes[0].UntilAsync("/api/plugins", TimeSpan.FromMinutes(1), plugins => plugins[0].GetProperty("polls").GetInt64() > before + 50, Cancelled);
        cluster.Hub.Thaw();
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task Spokes_ToldToEndUnderLoad_EndInTimeAndLeaveNothingBehind()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 3, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(2, 100);

        foreach (var spoke in cluster.Spokes)
        {
            var (exitCode, took) = await spoke.StopAsync(Cancelled);
            Assert.Equal(0, exitCode);
            Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        }

        var (hubExit, hubTook) = await cluster.Hub.StopAsync(Cancelled);
        Assert.Equal(0, hubExit);
        Assert.True(hubTook < TimeSpan.FromSeconds(5), $"The hub took {hubTook}.");

        await cluster.StartAllAsync();
        await cluster.SettleAsync();
        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task Hub_RestoredFromABackup_NamesWhatIsMissing()
    {
        await using var cluster = new DeliveryCluster(spokes: 1, pollMilliseconds: 100);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);
        await cluster.Hub.StopAsync(Cancelled);
        var (data, backup) = (Path.Combine(cluster.Hub.Folder, "data"), Path.Combine(cluster.Hub.Folder, "backup"));
        Copy(data, backup);
        await cluster.StartHubAsync();
        await cluster.UntilAppliedAsync(0, 1_000);
        await cluster.Hub.StopAsync(Cancelled);
        Directory.Delete(data, recursive: true);
        Copy(backup, data);

        await cluster.StartHubAsync();
        var nodes = await cluster.Hub.UntilAsync(
            "/api/nodes",
            TimeSpan.FromMinutes(1),
            nodes => DeliveryCluster.Find(nodes, DeliveryCluster.IdOf(0)) is { } node && node.GetProperty("delivery").TryGetProperty("missing", out var missing) && missing.ValueKind == System.Text.Json.JsonValueKind.Number && missing.GetInt64() > 0,
            Cancelled);

        var delivery = DeliveryCluster.Find(nodes, DeliveryCluster.IdOf(0))!.Value.GetProperty("delivery");
        Assert.True(delivery.GetProperty("missing").GetInt64() >= 700, delivery.ToString());
    }

    private static async Task<long> PollsAsync(DeliveryCluster cluster) => (await cluster.Spokes[0].GetAsync("/api/plugins", Cancelled))[0].GetProperty("polls").GetInt64();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
