using Microsoft.Extensions.DependencyInjection;

namespace WasiHal.Cluster.Tests.Displays;

public sealed class DisplayLoopTests
{
    private readonly FakePluginViews _views = new();

    [Fact]
    public async Task Displays_Running_GetTheSnapshotAtTheirInterval()
    {
        var seen = new List<(DateTimeOffset Time, string Id, string Json)>();
        await using var node = await StartAsync(node => _views.Show = (id, json) =>
        {
            lock (seen)
            {
                seen.Add((node.Time.GetUtcNow(), id, json));
            }

            return Task.CompletedTask;
        });
        node.Plugins.Plugins = [Display("oled", 5), Display("none", null), FakePluginDirectory.Running("sensor"), Display("parked", 1) with { State = PluginState.Parked }];

        await node.Time.UntilAsync(() => _views.Updates >= 12, TimeSpan.FromMilliseconds(100));

        lock (seen)
        {
            Assert.Equal(["none", "oled"], seen.Select(one => one.Id).Distinct().Order());
            Assert.All(seen, one => Assert.StartsWith("{\"time\":", one.Json, StringComparison.Ordinal));
            Assert.All(Pauses(seen, "oled"), pause => Assert.InRange(pause, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)));
            Assert.All(Pauses(seen, "none"), pause => Assert.InRange(pause, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60)));
        }
    }

    [Fact]
    public async Task Displays_OneIsSlow_IsNotCalledTwiceAndHoldsUpNoOther()
    {
        var slow = new TaskCompletionSource();
        await using var node = await StartAsync(_ => { });
        var fast = 0;
        var calls = 0;
        _views.Show = (id, _) =>
        {
            if (id == "slow")
            {
                Interlocked.Increment(ref calls);
                return slow.Task;
            }

            Interlocked.Increment(ref fast);
            return Task.CompletedTask;
        };
        node.Plugins.Plugins = [Display("fast", 1), Display("slow", 1)];

        await node.Time.UntilAsync(() => Volatile.Read(ref fast) >= 5);

        Assert.Equal(1, Volatile.Read(ref calls));
        slow.SetResult();
        await node.Time.UntilAsync(() => Volatile.Read(ref calls) >= 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Displays_OneFails_IsCalledAgain(bool unexpected)
    {
        await using var node = await StartAsync(_ => { });
        _views.Show = (_, _) => unexpected ? throw new InvalidOperationException("host") : Task.FromException(new PluginFailedException("OSError: no-acknowledge"));
        node.Plugins.Plugins = [Display("oled", 1)];

        await node.Time.UntilAsync(() => _views.Updates >= 3);
    }

    [Fact]
    public async Task Displays_Gone_AreCalledNoMoreAndAtOnceWhenTheyComeBack()
    {
        await using var node = await StartAsync(_ => { });
        node.Plugins.Plugins = [Display("oled", 3600)];
        await node.Time.UntilAsync(() => _views.Updates == 1);

        node.Plugins.Plugins = [];
        var begin = node.Time.GetUtcNow();
        await node.Time.UntilAsync(() => node.Time.GetUtcNow() - begin > TimeSpan.FromSeconds(30));
        node.Plugins.Plugins = [Display("oled", 3600)];

        await node.Time.UntilAsync(() => _views.Updates == 2);
        Assert.True(node.Time.GetUtcNow() - begin < TimeSpan.FromSeconds(3600));
    }

    [Fact]
    public async Task Displays_NodeStops_EndsTheCallThatGoesOn()
    {
        var node = await StartAsync(_ => { });
        _views.Show = (_, _) => Task.Delay(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        node.Plugins.Plugins = [Display("oled", 1)];
        await node.Time.UntilAsync(() => _views.Updates == 1);

        await node.DisposeAsync();
    }

    private static PluginStatus Display(string id, int? seconds) => FakePluginDirectory.Running(id) with
    {
        Kinds = [PluginKind.Display],
        PollInterval = seconds is { } interval ? new(TimeSpan.FromSeconds(interval)) : null,
    };

    private static IEnumerable<TimeSpan> Pauses(List<(DateTimeOffset Time, string Id, string Json)> seen, string id)
    {
        var times = seen.Where(one => one.Id == id).Select(one => one.Time).ToArray();
        return times.Zip(times.Skip(1), (one, other) => other - one);
    }

    private async Task<TestNode> StartAsync(Action<TestNode> arrange)
    {
        var (node, _) = await TestNode.StartAsync(services: services => services.AddSingleton<IPluginViews>(_views));
        arrange(node);
        return node;
    }
}
