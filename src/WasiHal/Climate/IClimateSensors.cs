namespace WasiHal;

/// <summary>Single-wire climate sensors, whose timing only the host can keep. Safe from any thread.</summary>
public interface IClimateSensors
{
    /// <summary>
    /// Reads a DHT22. It measures at most every two seconds; within them the last value is answered again. Such a sensor fails now
    /// and then: a board may then answer its last good value, at most 30 s old and with its <see cref="ClimateSample.Age"/>, and no older one.
    /// </summary>
    /// <param name="pin">BCM number of its data pin.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: none on that pin;
    /// <see cref="HardwareErrorKind.Timeout"/>: no answer; <see cref="HardwareErrorKind.Bus"/>: checksum or timing wrong.</exception>
    ClimateSample ReadDht22(int pin);
}
