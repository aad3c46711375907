using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>Connections that end anywhere: in a request, after it was applied, in its answer.</summary>
public sealed class BrokenWireTests
{
    private static readonly int LeastCuts = int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_CUTS"), CultureInfo.InvariantCulture, out var cuts) ? cuts : 20;

    [Fact]
    public async Task Connections_CutAnywhere_LoseNothingAndDoubleNothing()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        await using var wire = new CuttingProxy(cluster.Hub.Port, seed);
        cluster.PushTo = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{wire.Port}/push"));
        await cluster.StartAllAsync();
        while (wire.Cuts < LeastCuts)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        wire.IsBroken = false;
        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, $"seed {seed}:\n{string.Join('\n', faults.Take(20))}");
    }
}
