using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.History;

public sealed class HistoryMaintenanceTests : IDisposable
{
    private const string One = "0123456789abcdef-1-aaaaaaaa";
    private static readonly SeriesId Series = new("spoke", "dht22", "room", "temperature");

    private readonly TestHistory _history = new(options: new()
    {
        KeepRaw = new(TimeSpan.FromDays(2)),
        KeepMinutes = new(TimeSpan.FromDays(8)),
        KeepHours = new(TimeSpan.FromDays(30)),
    });

    private long _sequence;

    [Fact]
    public async Task Run_JournalIsYoungAndSmall_LeavesItAlone()
    {
        await FillAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1));

        await _history.MaintainAsync();

        Assert.Equal(30, await _history.LookAsync(session => session.Journal.Rows));
    }

    [Fact]
    public async Task Run_JournalIsAnHourOld_PutsItAway()
    {
        await FillAsync(TimeSpan.FromMinutes(61), TimeSpan.FromMinutes(1));

        await _history.MaintainAsync();

        Assert.Equal((0, 0, 61), await _history.LookAsync(session => (session.Journal.Rows, session.Journal.Bytes, session.Chunks.Readings)));
        Assert.Equal(61, (await PointsAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1))).Sum(point => point.Count));
    }

    [Fact]
    public async Task Run_JournalIsLarge_PutsItAway()
    {
        for (var i = 0; i < 11; i++)
        {
            await _history.ApplyAsync("spoke", TestHistory.Batch(One, ++_sequence, [.. Enumerable.Range(0, 10_000).Select(number => _history.Number(number, ago: TimeSpan.FromMilliseconds(10_000 - number)))]));
        }

        await _history.MaintainAsync();

        Assert.Equal(110_000, await _history.LookAsync(session => session.Journal.Readings + session.Chunks.Readings));
        Assert.True(await _history.LookAsync(session => session.Chunks.Readings) >= 100_000);
    }

    [Fact]
    public async Task Run_SeldomSeries_HasFewChunks()
    {
        using var history = new TestHistory();
        for (var i = 1; i <= 120; i++)
        {
            await history.ApplyAsync("spoke", history.Batch(One, i, i));
            history.Time.Advance(TimeSpan.FromMinutes(10));
            await history.MaintainAsync();
        }

        var rows = await history.LookAsync(session => session.Chunks.InRange(1, long.MinValue, long.MaxValue, 0, 1000));
        Assert.InRange(rows.Count, 1, 3);
    }

    [Fact]
    public async Task Run_OverWeeks_EveryReadingIsSomewhereOrPurged()
    {
        for (var day = 0; day < 40; day++)
        {
            await FillAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(5));
            await _history.MaintainAsync();
            var now = _history.Database.Statistics;
            Assert.Equal(_sequence, now.Applied);
            Assert.Equal(now.Applied, now.Readings + now.Purged);
            Assert.Equal(day < 30 ? 0 : now.Purged, now.Purged);
        }

        var levels = await _history.LookAsync(session => session.Chunks.InRange(1, long.MinValue, long.MaxValue, 0, 1000));
        Assert.Equal([0, 1, 2], levels.Select(row => row.Level).Distinct().Order());
        Assert.True(_history.Database.Statistics.Purged > 0);
        Assert.InRange(_history.Database.Statistics.Readings, 30 * 288, 33 * 288);
    }

    [Fact]
    public async Task Run_SeveralAtOnce_ChangeNothingTwice()
    {
        for (var day = 0; day < 12; day++)
        {
            await FillAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(10));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(other => Task.Run(async () =>
            {
                await _history.Maintenance.RunAsync(TestContext.Current.CancellationToken);
                await _history.CompactAsync();
                await _history.Compaction.RunAsync(isForced: other == 0, TestContext.Current.CancellationToken);
            })));
            await _history.MaintainAsync();
            Assert.Equal(_sequence, _history.Database.Statistics.Readings);
        }

        var levels = await _history.LookAsync(session => session.Chunks.InRange(1, long.MinValue, long.MaxValue, 0, 1000));
        Assert.Equal([0, 1, 2], levels.Select(row => row.Level).Distinct().Order());
        Assert.All(levels, row => Assert.Equal(row.Readings, row.Open().Points.Sum(point => point.Count)));
        Assert.Equal(_sequence, (await PointsAsync(TimeSpan.FromDays(20), TimeSpan.FromHours(1))).Sum(point => point.Count));
    }

    [Fact]
    public async Task Run_Coarser_KeepsMeanLeastMostAndCount()
    {
        var hour = HistoryPoint.StepOf(_history.Time.GetUtcNow(), TimeSpan.FromHours(1));
        await _history.ApplyAsync("spoke", TestHistory.Batch(One, ++_sequence, [.. Enumerable.Range(0, 720).Select(i => _history.Number(i % 100) with { Time = hour.AddSeconds(i * 5) })]));
        var expected = Assert.Single(await _history.PointsAsync(Series, hour, hour.AddHours(1).AddTicks(-1), TimeSpan.FromHours(1)));

        foreach (var days in (int[])[0, 4, 12])
        {
            _history.Time.Advance(TimeSpan.FromDays(days));
            for (var step = 0; step < 30; step++)
            {
                // The clock is believed a day at a time.
                await _history.MaintainAsync();
            }

            var point = Assert.Single(await _history.PointsAsync(Series, hour, hour.AddHours(1).AddTicks(-1), TimeSpan.FromHours(1)));
            Assert.Equal((720, 0, 99), (point.Count, point.Least, point.Most));
            Assert.Equal(expected.Value, point.Value, 1e-9);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(-20_000)]
    [InlineData(3650)]
    public async Task Run_HubsClockIsWrong_NothingIsPurgedOrCoarser(int days)
    {
        await FillAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        await _history.MaintainAsync();

        _history.Time.Off = TimeSpan.FromDays(days);
        await FillAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        await _history.MaintainAsync();
        _history.Restart();
        await _history.MaintainAsync();
        _history.Time.Off = TimeSpan.Zero;
        await FillAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        await _history.MaintainAsync();

        Assert.Equal((0, _sequence), (_history.Database.Statistics.Purged, _history.Database.Statistics.Readings));
        Assert.All(await _history.LookAsync(session => session.Chunks.InRange(1, long.MinValue, long.MaxValue, 0, 1000)), row => Assert.Equal(0, row.Level));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public async Task Run_ClockOfASpokeIsWrong_ItsReadingsStayAsLongAsOthers(int days)
    {
        await _history.ApplyAsync("spoke", TestHistory.Batch(One, 1, [_history.Number(1, ago: TimeSpan.FromDays(days))]));
        _history.Time.Advance(TimeSpan.FromHours(20));
        await _history.MaintainAsync();

        Assert.Equal((1, 0), (_history.Database.Statistics.Readings, _history.Database.Statistics.Purged));
        Assert.Equal(0, Assert.Single(await _history.LookAsync(session => session.Chunks.InRange(1, long.MinValue, long.MaxValue, 0, 10))).Level);
    }

    [Fact]
    public async Task Run_NothingIsLeftOfASeriesAndANode_TheyMakeRoom()
    {
        await _history.ApplyAsync("gone", TestHistory.Batch(One, 1, [_history.Number(1, node: "gone")]));
        for (var day = 0; day < 450; day++)
        {
            _history.Time.Advance(TimeSpan.FromHours(20));
            await _history.MaintainAsync();
        }

        Assert.Equal((0, 0, 0, 0), await _history.LookAsync(session => (session.Series.Count, session.Nodes.Count, (int)session.Chunks.Readings, session.Journal.Rows)));
        Assert.Empty(_history.Database.Nodes);
    }

    [Fact]
    public async Task Marks_OfASilentSender_AreBounded()
    {
        using var history = new TestHistory();
        for (var push = 0; push < 70; push++)
        {
            await history.ApplyAsync("spoke", [.. Enumerable.Range(0, 256).Select(i => history.Batch(One, (push * 256) + i + 1, i))]);
            await history.CompactAsync();
        }

        Assert.InRange(await history.LookAsync(session => session.Marks.CountOf(session.Nodes.Find("spoke")!, One)), MarkTable.MaxOfSilent, MarkTable.MaxOfSilent + 256);
        Assert.Equal(BatchOutcomeKind.Duplicate, (await history.ApplyAsync("spoke", history.Batch(One, 5, 1234)))[0].Kind);
        Assert.Equal(BatchOutcomeKind.Conflict, (await history.ApplyAsync("spoke", history.Batch(One, 17_900, 1234)))[0].Kind);
    }

    [Fact]
    public async Task Marks_OfATellingSender_AreThoseAboveItsFloor()
    {
        for (var i = 1; i <= 50; i++)
        {
            await _history.ApplyAsync("spoke", TestHistory.Status(One, Math.Max(1, i - 5)), _history.Batch(One, i, i));
        }

        await _history.CompactAsync();

        Assert.Equal(6, await _history.LookAsync(session => session.Marks.CountOf(session.Nodes.Find("spoke")!, One)));
        _history.Restart();
        Assert.Equal(BatchOutcomeKind.Conflict, (await _history.ApplyAsync("spoke", _history.Batch(One, 47, 99)))[0].Kind);
        Assert.Equal(BatchOutcomeKind.Duplicate, (await _history.ApplyAsync("spoke", _history.Batch(One, 44, 99)))[0].Kind);
    }

    public void Dispose() => _history.Dispose();

    private async Task FillAsync(TimeSpan length, TimeSpan every)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += every)
        {
            await _history.ApplyAsync("spoke", _history.Batch(One, ++_sequence, _sequence % 50));
            _history.Time.Advance(every);
        }
    }

    private Task<IReadOnlyList<HistoryPoint>> PointsAsync(TimeSpan back, TimeSpan step) => _history.PointsAsync(Series, _history.Time.GetUtcNow() - back, _history.Time.GetUtcNow(), step);
}
