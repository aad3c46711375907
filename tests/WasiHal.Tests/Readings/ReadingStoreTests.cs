using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Tests.Readings;

public sealed class ReadingStoreTests : ReadingSinkConformance
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly FakeLogger<ReadingStore> _logger = new();
    private readonly ReadingStore _store;

    public ReadingStoreTests() => _store = new(_time, _logger);

    protected override IReadingSink Sink => _store;

    protected override IReadOnlyList<Reading> Taken => _store.Current.Readings;

    [Fact]
    public async Task Current_SeveralSeries_IsOrderedBySeriesOrdinally()
    {
        await _store.AcceptAsync(new[]
        {
            Sample.Reading("b", 1, node: "b"),
            Sample.Reading("a", 2, node: "b"),
            Sample.Reading("z", 3, node: "Z"),
            Sample.Reading("a", 4, node: "b", plugin: "a"),
            Sample.Reading("a", 5, node: "b", sensor: "a"),
        }, CancellationToken.None);

        Assert.Equal([3, 4, 5, 2, 1], _store.Current.Readings.Select(reading => reading.Measurement.Value.Number));
    }

    [Fact]
    public async Task AcceptAsync_NewerReading_TakesThePlace()
    {
        await _store.AcceptAsync(new[] { Sample.Reading("t", 1) }, CancellationToken.None);
        var before = _store.Current;

        await _store.AcceptAsync(new[] { Sample.Reading("t", 2, after: TimeSpan.FromSeconds(1)) }, CancellationToken.None);

        Assert.Equal(2, Assert.Single(_store.Current.Readings).Measurement.Value.Number);
        Assert.Equal(1, Assert.Single(before.Readings).Measurement.Value.Number);
    }

    [Fact]
    public async Task AcceptAsync_ReadingOfAClockThatWasSetBack_IsTheNewestAllTheSame()
    {
        await _store.AcceptAsync(new[] { Sample.Reading("t", 1, after: TimeSpan.FromHours(1)), Sample.Reading("t", 2) }, CancellationToken.None);

        Assert.Equal(2, Assert.Single(_store.Current.Readings).Measurement.Value.Number);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public async Task Current_ClockOfThisMachineIsSet_AgesStayAsTheyAre(int hours)
    {
        var clock = new SettableClock(Sample.Noon);
        var store = new ReadingStore(clock, _logger);
        await store.AcceptAsync(new[] { Sample.Reading("t", 1) }, CancellationToken.None);
        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.False(IsStale());

        clock.Set(TimeSpan.FromHours(hours));
        Assert.False(IsStale());
        clock.Pass(TimeSpan.FromSeconds(4));
        Assert.False(IsStale());
        clock.Pass(TimeSpan.FromSeconds(2));
        Assert.True(IsStale());

        clock.Set(TimeSpan.FromHours(-hours));
        Assert.True(IsStale());
        Assert.Equal(Sample.Noon, Assert.Single(store.Current.Readings).Time);
        await store.AcceptAsync(new[] { Sample.Reading("t", 2, after: TimeSpan.FromSeconds(16)) }, CancellationToken.None);
        Assert.False(IsStale());

        bool IsStale() => Assert.Single(store.Current.Readings).IsStale(clock.GetUtcNow());
    }

    [Fact]
    public async Task Current_ClockIsSteered_IsNotCountedTwice()
    {
        var clock = new SettableClock(Sample.Noon);
        var store = new ReadingStore(clock, _logger);
        await store.AcceptAsync(new[] { Sample.Reading("t", 1) }, CancellationToken.None);
        for (var second = 0; second < 10; second++)
        {
            clock.Pass(TimeSpan.FromSeconds(1));
            clock.Set(TimeSpan.FromMilliseconds(500));
            _ = store.Current;
        }

        Assert.Equal(TimeSpan.Zero, Assert.Single(store.Current.Readings).ClockSkew);
    }

    [Fact]
    public async Task AcceptAsync_NamesThatJoinAlike_AreSeriesOfTheirOwn()
    {
        await _store.AcceptAsync(new[] { Sample.Reading("c", 1, sensor: "a/b"), Sample.Reading("b/c", 2, sensor: "a") }, CancellationToken.None);

        Assert.Equal(2, _store.Current.Readings.Count);
    }

    [Fact]
    public void Current_TimeGoesOn_CarriesTheTime()
    {
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Sample.Noon.AddSeconds(3), _store.Current.Time);
    }

    [Fact]
    public async Task AcceptAsync_StoreFull_RefusesNewSeriesAndSaysSoOnce()
    {
        var full = Enumerable.Range(0, ReadingStore.MaxSeries).Select(number => Sample.Reading($"q{number}", number, plugin: $"p{number / 500}")).ToArray();
        await _store.AcceptAsync(full, CancellationToken.None);

        await _store.AcceptAsync(
            new[] { Sample.Reading("one more", 1), Sample.Reading("another", 1), Sample.Reading("q7", 77, plugin: "p0") }, CancellationToken.None);

        Assert.Equal(ReadingStore.MaxSeries, _store.Current.Readings.Count);
        Assert.Contains(_store.Current.Readings, reading => reading.Measurement is { Quantity: "q7", Value.Number: 77 });
        Assert.Equal(1020, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task AcceptAsync_PluginThatMakesUpNames_TakesNobodyElsesRoom()
    {
        for (var poll = 0; poll < 100; poll++)
        {
            await _store.AcceptAsync(
                Enumerable.Range(0, 256).Select(number => Sample.Reading($"made-up-{poll}-{number}", number, plugin: "inventive")).ToArray(), CancellationToken.None);
        }

        await _store.AcceptAsync(new[] { Sample.Reading("temperature", 21, plugin: "honest") }, CancellationToken.None);

        Assert.Equal(ReadingStore.MaxSeriesOfAPlugin + 1, _store.Current.Readings.Count);
        Assert.Contains(_store.Current.Readings, reading => reading.Plugin == "honest");
        Assert.Contains("inventive", Assert.Single(_logger.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
    }
}
