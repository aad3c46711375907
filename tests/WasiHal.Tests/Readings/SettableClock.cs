namespace WasiHal.Tests.Readings;

/// <summary>A clock whose time of day can be set while time passes as ever.</summary>
internal sealed class SettableClock(DateTimeOffset begin) : TimeProvider
{
    private TimeSpan _passed;
    private TimeSpan _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => _passed += time;

    public void Set(TimeSpan by) => _set += by;

    public override DateTimeOffset GetUtcNow() => begin + _passed + _set;

    public override long GetTimestamp() => _passed.Ticks;
}
