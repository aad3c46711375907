namespace WasiHal;

/// <summary>The board's buzzer. Safe from any thread.</summary>
public interface IBuzzer
{
    /// <summary>Queues tones and returns at once.</summary>
    /// <param name="count">1 to 10 tones.</param>
    /// <param name="on">Length of each tone, 10 ms to 2 s.</param>
    /// <param name="off">Pause after each tone, 0 to 2 s.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range;
    /// <see cref="HardwareErrorKind.Busy"/>: the queue is full; <see cref="HardwareErrorKind.NotPresent"/>: no buzzer.</exception>
    void Beep(int count, TimeSpan on, TimeSpan off);
}
