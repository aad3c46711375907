using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Tests.History;

public sealed class RecentHistoryTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecentHistory _history;

    public RecentHistoryTests() => _history = new(_time);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void Accept_NumbersOfOneStep_AreTheirMeanLeastAndMost()
    {
        Take(TestReadings.Number(20, Now), TestReadings.Number(23, Now), TestReadings.Number(21.5, Now));

        var point = Assert.Single(Points());
        Assert.Equal((21.5, 20, 23, 3), (point.Value, point.Least, point.Most, point.Count));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), point.Time);
    }

    [Theory]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(-double.MaxValue, -double.MaxValue)]
    public void Accept_GreatestNumbers_HaveAMean(double one, double other)
    {
        Take(TestReadings.Number(one, Now), TestReadings.Number(other, Now), TestReadings.Number(one, Now));

        Assert.True(double.IsFinite(Assert.Single(Points()).Value));
    }

    [Fact]
    public void Accept_FlagsAndTexts_AreTheLast()
    {
        Take(TestReadings.Flag(false, Now), TestReadings.Flag(true, Now), TestReadings.Text("a", Now), TestReadings.Text("b", Now));

        var flag = Assert.Single(Points("fan"));
        Assert.Equal((ReadingValueKind.Flag, 1, 0, 1), (flag.Kind, flag.Value, flag.Least, flag.Most));
        Assert.Equal(("b", 2), (Assert.Single(Points("note")).Text, Assert.Single(Points("note")).Count));
    }

    [Fact]
    public void Accept_KindChangesWithinAStep_BeginsAnew()
    {
        Take(TestReadings.Number(1, Now, "q"), TestReadings.Text("broken", Now, "q"));

        var point = Assert.Single(Points("q"));
        Assert.Equal((ReadingValueKind.Text, "broken", 1), (point.Kind, point.Text, point.Count));
    }

    [Fact]
    public void Accept_ForTwoHours_KeepsOneHourOldestFirst()
    {
        for (var second = 0; second < 7200; second += 5)
        {
            Take(TestReadings.Number(second, Now));
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        // The newest step has not been read yet.
        var points = Points();
        Assert.Equal(RecentHistory.MaxPoints - 1, points.Length);
        Assert.Equal(points.Select(point => point.Time).Order(), points.Select(point => point.Time));
        Assert.Equal(Now - TimeSpan.FromSeconds(30), points[^1].Time);
        Assert.All(points, point => Assert.Equal(6, point.Count));
    }

    [Fact]
    public void Accept_LateReading_GoesWhereItBelongs()
    {
        Take(TestReadings.Number(3, Now), TestReadings.Number(1, Now.AddMinutes(-10)), TestReadings.Number(2, Now.AddMinutes(-5)), TestReadings.Number(9, Now.AddMinutes(-10)));

        Assert.Equal([5, 2, 3], Points().Select(point => point.Value));
    }

    [Fact]
    public void Accept_OlderThanTheWindow_IsNotKept()
    {
        Take(TestReadings.Number(1, Now.AddHours(-1)), TestReadings.Number(2, DateTimeOffset.MinValue));

        Assert.False(_history.TryGet(TestReadings.Series(), out _, out var _));
    }

    [Fact]
    public void Accept_ClockAhead_PushesNothingOut()
    {
        Take(TestReadings.Number(1, Now.AddMinutes(-20)));

        Take(TestReadings.Number(2, Now.AddYears(10)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Take(TestReadings.Number(3, Now));

        Assert.Equal([1, 2, 3], Points().Select(point => point.Value));
        Assert.True(Points()[^1].Time <= Now);
    }

    [Fact]
    public void Accept_OwnClockSetBack_BeginsAnew()
    {
        var time = new SettableTime(Now.AddDays(2));
        var history = new RecentHistory(time);
        Take(history, TestReadings.Number(1, time.Now));

        time.Now = Now;
        Take(history, TestReadings.Number(2, time.Now));

        Assert.True(history.TryGet(TestReadings.Series(), out _, out var points));
        Assert.Equal([2], points.Select(point => point.Value));
    }

    [Fact]
    public void Accept_MoreSeriesOfAPluginThanAllowed_LeavesTheOthersTheirRoom()
    {
        Take([.. Enumerable.Range(0, 1000).Select(number => TestReadings.Number(1, Now, $"q{number}", "noisy"))]);
        Take(TestReadings.Number(1, Now));

        var all = _history.Since(DateTimeOffset.MinValue);
        Assert.Equal(RecentHistory.MaxSeriesOfAPlugin + 1, all.Count);
        Assert.Contains(all, series => series.Key == TestReadings.Series());
    }

    [Fact]
    public void Accept_ManyPlugins_IsBoundedAltogether()
    {
        for (var plugin = 0; plugin < 20; plugin++)
        {
            Take([.. Enumerable.Range(0, 200).Select(number => TestReadings.Number(1, Now, $"q{number}", $"p{plugin}"))]);
        }

        Assert.Equal(RecentHistory.MaxSeries, _history.Since(DateTimeOffset.MinValue).Count);
    }

    [Fact]
    public void Accept_NamesThatChange_MakeRoomOnceTheyAreOld()
    {
        Take([.. Enumerable.Range(0, 1000).Select(number => TestReadings.Number(1, Now, $"q{number}", "noisy"))]);
        _time.Advance(TimeSpan.FromHours(2));

        Take(TestReadings.Number(1, Now, "later", "noisy"));

        Assert.Equal([TestReadings.Series("later", "noisy")], _history.Since(DateTimeOffset.MinValue).Select(series => series.Key));
    }

    [Fact]
    public void Accept_LongText_IsNotKept()
    {
        Take(TestReadings.Text(new('x', RecentHistory.LongestText + 1), Now), TestReadings.Text(new('x', RecentHistory.LongestText), Now, "short"));

        Assert.Equal([TestReadings.Series("short")], _history.Since(DateTimeOffset.MinValue).Select(series => series.Key));
    }

    [Fact]
    public void Since_ATime_LeavesOutWhatIsOlder()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            Take(TestReadings.Number(minute, Now), TestReadings.Flag(true, Now.AddMinutes(-30), "early"));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var since = _history.Since(Now.AddMinutes(-3));

        Assert.Equal(["7", "8", "9"], Assert.Single(since).Value.Select(point => point.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private void Take(params Reading[] readings) => Take(_history, readings);

    // It takes readings at once.
    private static void Take(RecentHistory history, params Reading[] readings) => Assert.True(history.AcceptAsync(readings, CancellationToken.None).AsTask().IsCompletedSuccessfully);

    private HistoryPoint[] Points(string quantity = "temperature")
    {
        Assert.True(_history.TryGet(TestReadings.Series(quantity), out _, out var points));
        return points;
    }

    private sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
