namespace WasiHal;

/// <summary>How many bits on an SPI data line make one bit of a WS2812B; the value is that number.</summary>
/// <remarks>A WS2812B reads a bit from how long the line is high: 0.25 to 0.55 µs is 0, 0.65 to 0.95 µs is 1 (datasheet, data transfer time).</remarks>
public enum Ws2812Code
{
    /// <summary>100 and 110 at 2.4 MHz, 9 bytes for three colours. Shortest; a bit may cross bytes, so a controller that pauses between bytes, as the Raspberry Pi 4's, breaks it.</summary>
    ThreeBits = 3,

    /// <summary>1000 and 1100 at 2.6 MHz, 12 bytes for three colours. Each byte ends low, so pauses between bytes do no harm.</summary>
    FourBits = 4,

    /// <summary>11000000 and 11111000 at 6.4 MHz, 24 bytes for three colours. Each byte ends low, so pauses between bytes do no harm.</summary>
    EightBits = 8,
}
