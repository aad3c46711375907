namespace WasiHal.Fake;

/// <summary>Holds the calling thread, and so the bus, as a device does that is not ready.</summary>
internal static class SlowBus
{
    /// <summary>Returns when the time has passed on the clock.</summary>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="start">Its timestamp from which the time counts.</param>
    /// <param name="time">How long.</param>
    public static void Wait(TimeProvider timeProvider, long start, TimeSpan time)
    {
        // The system's timers cut fractions of a millisecond off, hence the loop.
        while (time - timeProvider.GetElapsedTime(start) is var remaining && remaining > TimeSpan.Zero)
        {
            using var over = new ManualResetEventSlim();
            using var timer = timeProvider.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, remaining, Timeout.InfiniteTimeSpan);
            over.Wait();
        }
    }
}
