namespace WasiHal;

/// <summary>One call of <see cref="IBuzzer.Beep"/> within its bounds.</summary>
internal readonly record struct BeepCall(int Count, TimeSpan On, TimeSpan Off)
{
    /// <summary>How many calls can wait or play at once.</summary>
    public const int QueueLength = 8;

    public static HardwareException QueueIsFull => new(HardwareErrorKind.Busy, "The buzzer's queue is full: 8 calls wait or play.");

    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public static BeepCall Checked(int count, TimeSpan on, TimeSpan off)
    {
        Require.Range(nameof(count), count, 1, 10);
        Require.Range(nameof(on), on, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2));
        Require.Range(nameof(off), off, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        return new(count, on, off);
    }
}
