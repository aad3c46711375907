namespace WasiHal;

/// <summary>
/// Tells when somebody set this machine's clock: then the time of day goes another way than the time that passes. For one
/// thread.
/// </summary>
internal sealed class ClockSteps
{
    /// <summary>What is less than this is the clock being steered, and counts as time that passes.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private DateTimeOffset _day;
    private long _passed;

    public ClockSteps(TimeProvider time) => (_time, _day, _passed) = (time, time.GetUtcNow(), time.GetTimestamp());

    /// <summary>Looks at the clock.</summary>
    /// <param name="step">How far it was set since the last look, forward if positive; zero when it was not.</param>
    /// <returns>The time of day.</returns>
    public DateTimeOffset Look(out TimeSpan step)
    {
        var (day, passed) = (_time.GetUtcNow(), _time.GetTimestamp());
        step = day - _day - _time.GetElapsedTime(_passed, passed);
        step = step.Duration() < Least ? TimeSpan.Zero : step;
        (_day, _passed) = (day, passed);
        return day;
    }
}
