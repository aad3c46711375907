namespace WasiHal;

/// <summary>One hardware PWM channel. Safe from any thread.</summary>
public interface IPwmChannel
{
    /// <summary>Starts the channel or changes it while it runs.</summary>
    /// <param name="frequencyHz">0.1 to 1,000,000 Hz.</param>
    /// <param name="duty">Share of the period that the output is high, 0 to 1.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>, <see cref="HardwareErrorKind.NotPresent"/>.</exception>
    void Start(double frequencyHz, double duty);

    /// <summary>Stops the channel; its output goes low. Stopping a stopped channel does nothing.</summary>
    void Stop();
}
