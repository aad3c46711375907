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
