using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Logs;

namespace WasiHal.Cluster.Tests.Logs;

public sealed class LogRingTests
{
    private readonly LogRing _ring = new(new FakeTimeProvider());

    [Fact]
    public void Add_MoreThanItKeeps_DropsTheOldest()
    {
        for (var number = 0; number < 700; number++)
        {
            _ring.Add(LogLevel.Information, "hub", null, $"{number}");
        }

        var entries = _ring.After(0);
        Assert.Equal(LogRing.MaxEntries, entries.Count);
        Assert.Equal((201, 700), (entries[0].Id, entries[^1].Id));
    }

    [Fact]
    public void Add_LongMessages_IsBoundedInSize()
    {
        for (var number = 0; number < 400; number++)
        {
            _ring.Add(LogLevel.Information, "hub", null, new('x', LogLine.Longest));
        }

        Assert.InRange(_ring.After(0).Sum(entry => entry.Message.Length), LogRing.MaxCharacters / 2, LogRing.MaxCharacters);
    }

    [Fact]
    public void AddOf_MoreThanItKeeps_DropsTheOldestOfWhoeverSaysMostAndNoneOfItsOwn()
    {
        _ring.Add(LogLevel.Information, "hub", null, "own");
        _ring.AddOf("quiet", DateTimeOffset.UnixEpoch, LogLevel.Warning, "dht22", "once");
        for (var number = 0; number < 700; number++)
        {
            _ring.AddOf("noisy", DateTimeOffset.UnixEpoch, LogLevel.Information, null, $"{number}");
            _ring.AddOf("less", DateTimeOffset.UnixEpoch, LogLevel.Information, null, $"{number}");
        }

        var entries = _ring.After(0);
        Assert.Equal(1 + LogRing.MaxEntries, entries.Count);
        Assert.Equal((1, "own"), (entries[0].Id, entries[0].Message));
        Assert.Equal(new(2, DateTimeOffset.UnixEpoch, LogLevel.Warning, "quiet", "dht22", "once"), entries[1]);
        Assert.InRange(entries.Count(entry => entry.Node == "noisy"), 249, 250);
        Assert.Equal(entries.Select(entry => entry.Id).Order(), entries.Select(entry => entry.Id));
        Assert.Equal([1401, 1402], entries.TakeLast(2).Select(entry => entry.Id));
    }

    [Fact]
    public void AddOf_LongMessages_IsBoundedInSize()
    {
        for (var number = 0; number < 400; number++)
        {
            _ring.AddOf($"node-{number % 7}", DateTimeOffset.UnixEpoch, LogLevel.Information, null, new('x', LogLine.Longest));
        }

        Assert.InRange(_ring.After(0).Sum(entry => entry.Message.Length), LogRing.MaxCharacters / 2, LogRing.MaxCharacters);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    [InlineData(99, 3)]
    public void After_AnId_IsWhatIsNewer_AndAllForAnIdOfAnEarlierProcess(long after, int count)
    {
        _ring.Add(LogLevel.Information, "hub", null, "a");
        _ring.Add(LogLevel.Information, "hub", null, "b");
        _ring.Add(LogLevel.Information, "hub", null, "c");

        Assert.Equal(count, _ring.After(after).Count);
    }

    [Fact]
    public async Task Add_FromManyThreads_GivesEachItsId()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var number = 0; number < 100; number++)
            {
                _ring.Add(LogLevel.Information, "hub", null, "x");
            }
        })));

        Assert.Equal(Enumerable.Range(1, 400).Select(id => (long)id), _ring.After(0).Select(entry => entry.Id));
    }
}
