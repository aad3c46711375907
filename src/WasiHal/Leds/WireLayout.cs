namespace WasiHal;

/// <summary>Where each byte of a frame's LEDs comes from. Immutable.</summary>
/// <remarks>
/// Three kinds of bytes: colours (3 for an LED, as <see cref="RgbColor"/> holds them), channels (3 or 4 for an LED, in the order of
/// the wire) and wire bytes (as many for a channel as the code has bits).
/// </remarks>
internal sealed class WireLayout(Ws2812Code code, LedColorOrder order)
{
    private const int White = -1;

    private readonly int[] _channels = order switch
    {
        LedColorOrder.Grb => [1, 0, 2],
        LedColorOrder.Rgb => [0, 1, 2],
        LedColorOrder.Grbw => [1, 0, 2, White],
        _ => [0, 1, 2, White],
    };

    /// <summary>Wire bytes for a channel: 3, 4 or 8.</summary>
    public int Width { get; } = (int)code;

    /// <summary>Wire bytes for an LED: 9 to 32.</summary>
    public int BytesPerLed => Width * _channels.Length;

    /// <summary>Whether a dark white channel follows the three colours.</summary>
    public bool HasWhite => _channels.Length == 4;

    /// <summary>Which colour byte of an LED, 0 to 2, is its first, second and third channel.</summary>
    public (int First, int Second, int Third) Sources => (_channels[0], _channels[1], _channels[2]);

    /// <summary>LEDs whose channels fit a vector.</summary>
    /// <param name="vectorBytes">16 or 64.</param>
    public int LedsPerVector(int vectorBytes) => vectorBytes / _channels.Length;

    /// <summary>For each wire byte that a vector of colours makes: the place of its colour in that vector; 0 for white.</summary>
    /// <param name="vectorBytes">16 or 64, a power of two.</param>
    public byte[] Places(int vectorBytes) => Spread(vectorBytes, (led, source, _) => source == White ? (byte)0 : (byte)(((led * 3) + source) & (vectorBytes - 1)));

    /// <summary>For each wire byte that a vector of colours makes: what <paramref name="pattern"/> has for its place within the channel; <paramref name="white"/> for white.</summary>
    /// <param name="vectorBytes">16 or 64.</param>
    /// <param name="pattern">One byte for each wire byte of a channel; a shorter one repeats.</param>
    /// <param name="white">What white has, if not the pattern.</param>
    public byte[] Pattern(int vectorBytes, byte[] pattern, byte? white = null) =>
        Spread(vectorBytes, (_, source, place) => source == White && white is { } dark ? dark : pattern[place % pattern.Length]);

    /// <summary>The wire bytes of a channel, the first one lowest.</summary>
    /// <param name="value">The channel, 0 to 255.</param>
    public ulong Encode(byte value)
    {
        var (zero, one) = Width switch
        {
            3 => (0b100UL, 0b110UL),
            4 => (0b1000UL, 0b1100UL),
            _ => (0b1100_0000UL, 0b1111_1000UL),
        };
        var bits = 0UL;
        for (var bit = 7; bit >= 0; bit--)
        {
            bits = (bits << Width) | ((value >> bit & 1) == 0 ? zero : one);
        }

        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits) >> (64 - (8 * Width));
    }

    private byte[] Spread(int vectorBytes, Func<int, int, int, byte> choose)
    {
        var bytes = new byte[vectorBytes * Width];
        for (var i = 0; i < bytes.Length; i++)
        {
            var (led, channel) = Math.DivRem(i / Width, _channels.Length);
            bytes[i] = choose(led, _channels[channel], i % Width);
        }

        return bytes;
    }
}
