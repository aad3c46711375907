using WasiHal.Cluster.History;
using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.History;

public sealed class HistoryProgressTests : IDisposable
{
    private readonly TestHistory _history = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standstill_AUseThatDoesNotEnd_IsNamedUntilItEnds()
    {
        var progress = new HistoryProgress(_history.Database);
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var use = _history.Database.UseAsync(
            _ =>
            {
                begun.Set();
                return goOn.Wait(TimeSpan.FromMinutes(1), Cancelled);
            },
            Cancelled);
        begun.Wait(Cancelled);

        Assert.Null(progress.Standstill);
        _history.Time.Advance(WorkSpan.Longest + TimeSpan.FromMinutes(1));
        Assert.Equal("one use of hub.db has not ended for 16 minutes", progress.Standstill);

        goOn.Set();
        Assert.True(await use);
        Assert.Null(progress.Standstill);
    }

    [Fact]
    public async Task Standstill_AUseThatFails_IsNone()
    {
        var progress = new HistoryProgress(_history.Database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _history.Database.UseAsync<int>(_ => throw new InvalidOperationException("no"), Cancelled));
        _history.Time.Advance(WorkSpan.Longest + TimeSpan.FromMinutes(1));

        Assert.Null(progress.Standstill);
    }

    public void Dispose() => _history.Dispose();
}
