using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Tests.History;

/// <summary>C1: no wrong time of day throws anything away.</summary>
public sealed class HistoryClockTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    private readonly TestWallClock _time = new();

    [Fact]
    public void Before_TimePasses_WhatIsOlderIsTooOld()
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;

        Pass(sut, TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        Assert.False(IsTooOld(sut, received));
        Pass(sut, TimeSpan.FromHours(2));
        Assert.True(IsTooOld(sut, received));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(-20_000)]
    [InlineData(3650)]
    [InlineData(-3650)]
    public void Before_ClockIsSetForHours_NothingIsTooOld(int days)
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;

        _time.Off = TimeSpan.FromDays(days);
        Pass(sut, TimeSpan.FromHours(20));
        Assert.False(IsTooOld(sut, received));
        _time.Off = TimeSpan.Zero;
        Pass(sut, TimeSpan.FromHours(1));

        Assert.False(IsTooOld(sut, received));
        Assert.False(sut.IsInDoubt);
        Pass(sut, TimeSpan.FromDays(7));
        Assert.True(IsTooOld(sut, received));
    }

    [Fact]
    public void Before_ClockSwings_TimeGoesOnAsItPasses()
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;

        for (var swing = 0; swing < 100; swing++)
        {
            _time.Off = TimeSpan.FromDays(swing % 2 == 0 ? 0.9 : -0.9);
            Pass(sut, TimeSpan.FromMinutes(10));
        }

        Assert.False(IsTooOld(sut, received));
    }

    [Fact]
    public void Before_JumpLastsADayOfRunning_WhatWasBeforeItIsOlderAndWhatCameSinceIsNot()
    {
        var sut = new HistoryClock(_time);
        var before = sut.Now;
        Pass(sut, TimeSpan.FromHours(1));

        // As after a month without power.
        _time.Off = TimeSpan.FromDays(30);
        Pass(sut, TimeSpan.FromHours(12));
        var since = sut.Now;
        Assert.False(IsTooOld(sut, before));
        Pass(sut, TimeSpan.FromHours(13));

        Assert.True(IsTooOld(sut, before));
        Assert.False(IsTooOld(sut, since));
        Pass(sut, TimeSpan.FromDays(7));
        Assert.True(IsTooOld(sut, since));
    }

    [Fact]
    public void Before_OtherWrongTimesByTurns_EachHasADayBeforeIt()
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;

        for (var turn = 0; turn < 10; turn++)
        {
            _time.Off = TimeSpan.FromDays(turn % 2 == 0 ? 3650 : 7300);
            Pass(sut, TimeSpan.FromHours(10));
        }

        Assert.False(IsTooOld(sut, received));
    }

    [Fact]
    public void Before_ClockWasNeverSet_SettingItMakesNothingOld()
    {
        _time.Off = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero) - _time.GetUtcNow();
        var sut = new HistoryClock(_time);
        var received = sut.Now;
        Pass(sut, TimeSpan.FromSeconds(30));

        _time.Off = TimeSpan.Zero;
        Pass(sut, TimeSpan.FromDays(6));

        Assert.False(IsTooOld(sut, received));
        Assert.False(sut.IsInDoubt);
        Pass(sut, TimeSpan.FromDays(2));
        Assert.True(IsTooOld(sut, received));
    }

    [Fact]
    public void Restore_AfterAShortStop_TheStopCounts()
    {
        var received = Restart(new HistoryClock(_time), TimeSpan.FromHours(20), out var sut);

        for (var start = 0; start < 7; start++)
        {
            Restart(sut, TimeSpan.FromHours(23), out sut);
        }

        Assert.True(IsTooOld(sut, received));
    }

    [Fact]
    public void Restore_DoubtOfADayInPieces_IsBelieved()
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;
        Pass(sut, TimeSpan.FromMinutes(10));
        Restart(sut, TimeSpan.FromDays(60), out sut);

        for (var start = 0; start < 12; start++)
        {
            Assert.False(IsTooOld(sut, received));
            Pass(sut, TimeSpan.FromHours(2));
            Restart(sut, TimeSpan.FromHours(1), out sut);
        }

        Assert.True(IsTooOld(sut, received));
    }

    [Fact]
    public void Restore_ClockIsUnsetAtTheStart_AgreesOnceItIsSet()
    {
        var sut = new HistoryClock(_time);
        var received = sut.Now;
        _time.Off = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero) - _time.GetUtcNow();
        Restart(sut, TimeSpan.FromMinutes(1), out sut);
        Pass(sut, TimeSpan.FromMinutes(1));

        _time.Off = TimeSpan.Zero;
        Pass(sut, TimeSpan.FromMinutes(1));

        Assert.False(sut.IsInDoubt);
        Assert.False(IsTooOld(sut, received));
    }

    [Fact]
    public void Now_WhateverTheTimeOfDay_NeverRunsBackward()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        var sut = new HistoryClock(_time);
        var before = sut.Now;

        for (var i = 0; i < 20_000; i++)
        {
            if (random.Next(10) == 0)
            {
                _time.Off = TimeSpan.FromHours(random.Next(-20_000, 20_000));
            }

            _time.Advance(TimeSpan.FromMinutes(random.Next(100)));
            if (random.Next(50) == 0)
            {
                Restart(sut, TimeSpan.Zero, out sut);
            }

            Assert.True(sut.Now >= before, $"seed {Seed}, step {i}");
            before = sut.Now;
        }
    }

    private static bool IsTooOld(HistoryClock clock, long received) => received < clock.Before(Keep);

    private void Pass(HistoryClock clock, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(10))
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            _ = clock.Now;
        }
    }

    private long Restart(HistoryClock clock, TimeSpan stop, out HistoryClock next)
    {
        var now = clock.Now;
        var writer = new RowWriter();
        clock.Write(writer);
        _time.Advance(stop);
        next = new(_time);
        var reader = new RowReader(writer.Written);
        next.Restore(ref reader, 0);
        return now;
    }
}
