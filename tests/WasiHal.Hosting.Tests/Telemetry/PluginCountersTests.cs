using System.Diagnostics.Metrics;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Tests.Telemetry;

public sealed class PluginCountersTests : IDisposable
{
    private readonly PluginMeter _meter = new();
    private readonly PluginCounters _sut;

    public PluginCountersTests() => _sut = new PluginCounters("oled", _meter);

    public void Dispose() => _meter.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.1001, 1)]
    [InlineData(1, 3)]
    [InlineData(2_000, 13)]
    [InlineData(2_000.1, 14)]
    [InlineData(60_000, 17)]
    [InlineData(60_001, 18)]
    [InlineData(1e9, 18)]
    public void PollEnded_FallsIntoTheBucketOfItsUpperBound(double milliseconds, int bucket)
    {
        _sut.PollEnded(TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)), succeeded: true);

        var durations = _sut.PollDurations;
        Assert.Equal(durations.UpToMilliseconds.Count + 1, durations.Counts.Count);
        Assert.Equal(bucket, durations.Counts.ToList().IndexOf(1));
        Assert.Equal(1, durations.Count);
        Assert.Equal(Math.Round(milliseconds, 3), durations.SumMilliseconds);
    }

    [Fact]
    public void PollDurations_ReadBefore_DoNotChange()
    {
        _sut.PollEnded(TimeSpan.FromMilliseconds(3), succeeded: true);
        var before = _sut.PollDurations;

        _sut.PollEnded(TimeSpan.FromMilliseconds(4), succeeded: false);

        Assert.Equal(1, before.Counts.Sum());
        Assert.Equal(2, _sut.PollDurations.Count);
        Assert.Equal(7, _sut.PollDurations.SumMilliseconds);
        Assert.Equal(4, _sut.LastPollMilliseconds);
    }

    [Fact]
    public void EndedPolls_FailedOnes_AreAmongThem()
    {
        _sut.PollEnded(TimeSpan.FromMilliseconds(3), succeeded: true);
        _sut.PollEnded(TimeSpan.FromMilliseconds(4), succeeded: false);

        var (durations, failed) = _sut.EndedPolls;

        Assert.Equal((2, 1), (durations.Count, failed));
    }

    [Fact]
    public void UsedCpu_Twice_IsAddedUp()
    {
        _sut.UsedCpu(TimeSpan.FromMilliseconds(3));
        _sut.UsedCpu(TimeSpan.FromMilliseconds(4));

        Assert.Equal(TimeSpan.FromMilliseconds(7), _sut.CpuTime);
    }

    [Fact]
    public void LastPollMilliseconds_NoPoll_IsAbsent() => Assert.Null(_sut.LastPollMilliseconds);

    [Fact]
    public async Task CallDenied_FromManyThreads_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var call = 0; call < 10_000; call++)
            {
                _sut.CallDenied();
            }
        })));

        Assert.Equal(40_000, _sut.DeniedCalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counting_MakesNoGarbage(bool somebodyListens)
    {
        var heard = 0L;
        using var listener = new MeterListener();
        if (somebodyListens)
        {
            listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == PluginMeter.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, _, tags, _) => heard += tags.Length);
            listener.SetMeasurementEventCallback<double>((_, _, tags, _) => heard += tags.Length);
            listener.Start();
        }

        CountAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            CountAll();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(somebodyListens, heard > 0);
    }

    private void CountAll()
    {
        _sut.PollBegins();
        _sut.PollEnded(TimeSpan.FromMilliseconds(1.5), succeeded: true);
        _sut.PollEnded(TimeSpan.FromMilliseconds(1.5), succeeded: false);
        _sut.CallEnded(PluginKind.Dashboard, TimeSpan.FromMilliseconds(20), succeeded: true);
        _sut.Failed(FailureKind.Lost);
        _sut.Restarted();
        _sut.CallDenied();
        _sut.UsedCpu(TimeSpan.FromMilliseconds(1));
    }
}
