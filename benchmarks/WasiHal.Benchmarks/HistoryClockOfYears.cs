namespace WasiHal.Benchmarks;

/// <summary>The time of the machine, and as much more as a figure needs to have passed.</summary>
internal sealed class HistoryClockOfYears : TimeProvider
{
    private long _moreTicks;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _moreTicks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _moreTicks));

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Interlocked.Read(ref _moreTicks) / (double)TimeSpan.TicksPerSecond * TimestampFrequency);
}
