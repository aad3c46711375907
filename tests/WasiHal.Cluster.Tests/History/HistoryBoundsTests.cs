using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.History;

/// <summary>The file never exceeds its bound, what had to go is counted, and readings are taken all the time.</summary>
public sealed class HistoryBoundsTests
{
    private const string One = "0123456789abcdef-1-aaaaaaaa";
    private const long Bound = 4 << 20;

    [Fact]
    public async Task Flood_OfNumbers_StaysWithinTheBound()
    {
        using var history = new TestHistory(options: new() { MaxBytes = Bound });
        var random = new Random(3);
        for (var i = 1; i <= 300; i++)
        {
            await history.ApplyAsync("spoke", TestHistory.Batch(One, i, [.. Enumerable.Range(0, 3000).Select(n => history.Number(random.NextDouble(), $"q{n % 20}", TimeSpan.FromMilliseconds(n)))]));
            history.Time.Advance(TimeSpan.FromMinutes(10));
            await history.MaintainAsync();
            Assert.InRange(new FileInfo(history.File).Length, 1, Bound);
        }

        AssertAllIsCounted(history, 900_000);
        Assert.True(history.Database.Statistics.Purged > 0);
        Assert.Contains(history.Logs.GetSnapshot(), log => log.Id.Id == 3209);
    }

    [Fact]
    public async Task Flood_OfTexts_WithoutAnyMaintenance_MakesItsOwnRoom()
    {
        using var history = new TestHistory(options: new() { MaxBytes = Bound });
        var random = new Random(4);
        for (var i = 1; i <= 60; i++)
        {
            var texts = Enumerable.Range(0, 200).Select(n => history.Number(0, $"q{n % 20}") with
            {
                Measurement = new("room", $"q{n % 20}", ReadingValue.FromText(new string([.. Enumerable.Range(0, 2000).Select(_ => (char)random.Next(32, 127))])), ""),
            });
            Assert.Equal(BatchOutcomeKind.Applied, (await history.ApplyAsync("spoke", TestHistory.Batch(One, i, [.. texts])))[0].Kind);
            Assert.InRange(new FileInfo(history.File).Length, 1, Bound);
        }

        await history.MaintainAsync();
        AssertAllIsCounted(history, 12_000);
    }

    private static void AssertAllIsCounted(TestHistory history, long applied)
    {
        var statistics = history.Database.Statistics;
        Assert.Equal(applied, statistics.Applied);
        Assert.Equal(applied, statistics.Readings + statistics.Purged + statistics.Rejected);
        Assert.InRange(statistics.Bytes, 1, history.Room.SoftBytes);
    }
}
