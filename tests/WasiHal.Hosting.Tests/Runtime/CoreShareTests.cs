using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Tests.Runtime;

public sealed class CoreShareTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void NextAt_ModestUse_IsAtOnce()
    {
        var share = new CoreShare(0.25);

        for (var now = TimeSpan.Zero; now < TimeSpan.FromHours(1); now += 5 * Second)
        {
            Assert.Equal(now, share.NextAt(now));
            share.Add(now + (0.05 * Second), 0.05 * Second);
        }
    }

    [Fact]
    public void NextAt_OneLongCall_IsAtOnce()
    {
        var share = new CoreShare(0.25);
        share.Add(2 * Second, 2 * Second);

        Assert.Equal(2 * Second, share.NextAt(2 * Second));
    }

    [Fact]
    public void NextAt_MostOfTheDeadlineAtEveryPoll_IsSlowedToTheShare()
    {
        var share = new CoreShare(0.25);
        var polls = Run(share, interval: 2 * Second, use: 1.9 * Second, until: TimeSpan.FromMinutes(10));

        // From the second minute on the polls come evenly, four times as far apart as they are long.
        var late = polls.Where(poll => poll > TimeSpan.FromMinutes(2)).ToArray();
        Assert.All(late.Zip(late.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 7.5, 9));
    }

    [Theory]
    [InlineData(0.25, 1.9, 2)]
    [InlineData(0.25, 0.4, 0.5)]
    [InlineData(0.05, 0.9, 1)]
    [InlineData(0.5, 30, 30)]
    public void NextAt_InAnyMinute_NoMoreThanTheShareAndOneCall(double part, double use, double interval)
    {
        var share = new CoreShare(part);
        var polls = Run(share, interval * Second, use * Second, TimeSpan.FromMinutes(10));

        // A window is counted in whole seconds, so that up to two calls may lie over its edges.
        foreach (var begin in polls)
        {
            var used = polls.Count(poll => poll >= begin && poll < begin + TimeSpan.FromSeconds(59)) * use;
            Assert.InRange(used, 0, (part * 60) + (2 * use));
        }
    }

    [Fact]
    public void NextAt_ShareOfOne_NeverWaits()
    {
        var share = new CoreShare(1);
        var now = TimeSpan.Zero;
        for (var i = 0; i < 100; i++)
        {
            now += 0.99 * Second;
            share.Add(now, 0.98 * Second);
            Assert.Equal(now, share.NextAt(now));
        }
    }

    [Fact]
    public void UsedAt_AfterAMinute_IsForgotten()
    {
        var share = new CoreShare(0.25);
        share.Add(Second, 20 * Second);

        Assert.Equal(20 * Second, share.UsedAt(60 * Second));
        Assert.Equal(TimeSpan.Zero, share.UsedAt(61 * Second));
        Assert.Equal(TimeSpan.Zero, share.UsedAt(TimeSpan.FromDays(365)));
    }

    [Fact]
    public void NextAt_AllUsed_IsWhenTheMinuteHasMovedOn()
    {
        var share = new CoreShare(0.25);
        share.Add(10 * Second, 15 * Second);

        Assert.Equal(70 * Second, share.NextAt(11 * Second));
    }

    private static List<TimeSpan> Run(CoreShare share, TimeSpan interval, TimeSpan use, TimeSpan until)
    {
        var polls = new List<TimeSpan>();
        var (now, due) = (TimeSpan.Zero, TimeSpan.Zero);
        while (now < until)
        {
            polls.Add(now);
            due += interval;
            now += use;
            share.Add(now, use);
            due = due > now ? due : now;
            var next = share.NextAt(now);
            now = next > due ? next : due;
        }

        return polls;
    }
}
