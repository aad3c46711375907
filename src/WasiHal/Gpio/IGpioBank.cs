using System.Diagnostics.CodeAnalysis;

namespace WasiHal;

/// <summary>The digital pins of a board, by BCM number. Safe from any thread.</summary>
public interface IGpioBank
{
    /// <summary>Finds a pin by its number as text (<c>17</c>) or by a configured label.</summary>
    /// <param name="name">Number or label.</param>
    /// <param name="pin">The BCM number.</param>
    /// <returns>Whether the name is a number or a known label; whether the board has the pin shows when it is used.</returns>
    bool TryResolve([NotNullWhen(true)] string? name, out int pin);

    /// <summary>Sets what the pin is. An output drives its first level without a pulse of the other.</summary>
    /// <param name="pin">BCM number.</param>
    /// <param name="mode">What the pin is to be.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such pin;
    /// <see cref="HardwareErrorKind.Invalid"/>: a mode that the pin cannot do; <see cref="HardwareErrorKind.Busy"/>.</exception>
    void Configure(int pin, GpioMode mode);

    /// <summary>The level now, true for high.</summary>
    /// <param name="pin">BCM number of a configured pin.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not configured.</exception>
    bool Read(int pin);

    /// <summary>Drives an output.</summary>
    /// <param name="pin">BCM number of a pin that is configured as an output.</param>
    /// <param name="high">True for high.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not configured as an output.</exception>
    void Write(int pin, bool high);

    /// <summary>Waits for a change of level.</summary>
    /// <param name="pin">BCM number of a pin that is configured as an input.</param>
    /// <param name="edge">Which change.</param>
    /// <param name="timeout">How long to wait, 0 to 60 s.</param>
    /// <param name="cancellationToken">Ends the wait early, as the time-out does.</param>
    /// <returns>True when the edge came, false when the time went by without it.</returns>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not configured as an input, or a time-out out of range.</exception>
    bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Tells every change of level until it is disposed, or the pin is configured anew.</summary>
    /// <param name="pin">BCM number of a pin that is configured as an input.</param>
    /// <param name="edge">Which changes.</param>
    /// <param name="handler">Called on a thread of the board, never by two at once for one watch and in the order of the
    /// changes. It should return soon: what comes meanwhile waits, and where the kernel's buffer is full it is lost. What it throws is lost.</param>
    /// <returns>Ends the watch. The handler may still be in a call on another thread when it returns.</returns>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not configured as an input.</exception>
    IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler);
}
