namespace WasiHal;

/// <summary>An addressable LED strip. Colours are set in a buffer; nothing reaches the strip before <see cref="Show"/>. Safe from any thread.</summary>
public interface ILedStrip
{
    /// <summary>Number of LEDs, 0 when there is no strip.</summary>
    int Count { get; }

    /// <summary>Sets LEDs from <paramref name="start"/> on.</summary>
    /// <param name="start">Index of the first, from 0.</param>
    /// <param name="colors">One colour for each LED.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not all of them exist; none is set.</exception>
    void Set(int start, ReadOnlySpan<RgbColor> colors);

    /// <summary>Sends the buffer to the strip, if anything changed since it was last sent.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>, <see cref="HardwareErrorKind.Bus"/>.</exception>
    void Show();
}
