using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal;

/// <summary>
/// Makes of colours the bytes that an SPI controller clocks out for a strip of WS2812B LEDs or their relatives. Pure: it does no I/O. Nothing is allocated
/// after construction. Any number of threads may encode at once, as long as none sets <see cref="Brightness"/> or <see cref="Gamma"/> meanwhile.
/// </summary>
/// <remarks>
/// A frame is one byte of zeros, so that the line is low before the first bit, then the LEDs' bytes, then zeros for at least 300 µs, after which the LEDs
/// show it (50 µs in the first datasheets, 280 µs in later ones). Bits per LED and the order of colours are those of the WS2812B datasheet, "composition of 24 bit data".
/// </remarks>
public sealed class Ws2812Encoder
{
    /// <summary>The longest strip that the encoder takes. What a wire can refresh is far shorter: an LED takes 30 µs.</summary>
    public const int MostLeds = 1_000_000;

    private const int LeadBytes = 1;
    private const int ResetMicroseconds = 300;

    private readonly WireLayout _layout;
    private readonly IPixelWriter _writer;
    private readonly int _resetBytes;
    private readonly byte[] _tones = new byte[256];
    private byte _brightness = 255;
    private double _gamma = 1;

    /// <summary>Chooses the code and the order of colours; brightness is full, and gamma 1.</summary>
    /// <param name="code">SPI bits for a bit.</param>
    /// <param name="order">In which order the LEDs take colours.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not one of the named values.</exception>
    public Ws2812Encoder(Ws2812Code code, LedColorOrder order = LedColorOrder.Grb)
        : this(code, order, PixelPaths.Fastest)
    {
    }

    /// <summary>Chooses also how it is computed, which changes no byte.</summary>
    internal Ws2812Encoder(Ws2812Code code, LedColorOrder order, PixelPath path)
    {
        Require.Defined(nameof(code), code);
        Require.Defined(nameof(order), order);
        Code = code;
        Order = order;
        ClockHz = code switch { Ws2812Code.ThreeBits => 2_400_000, Ws2812Code.FourBits => 2_600_000, _ => 6_400_000 };
        _resetBytes = (int)Math.Ceiling(ClockHz / 1e6 * ResetMicroseconds / 8);
        _layout = new WireLayout(code, order);
        _writer = PixelPaths.Create(path, _layout);
        SetTones();
    }

    /// <summary>SPI bits for a bit.</summary>
    public Ws2812Code Code { get; }

    /// <summary>In which order the LEDs take colours. A white LED stays dark, as colours have no white.</summary>
    public LedColorOrder Order { get; }

    /// <summary>The clock that the controller must run at, in Hz; the mode is 0.</summary>
    public int ClockHz { get; }

    /// <summary>What full colours are dimmed to: a colour value c becomes c * (brightness + 1) / 256, rounded down, so 0 is dark.</summary>
    /// <value>255: as they are.</value>
    public byte Brightness
    {
        get => _brightness;
        set
        {
            _brightness = value;
            SetTones();
        }
    }

    /// <summary>The exponent that a value is raised to after it was dimmed, 0.1 to 10: eyes see steps as even with about 2.2 to 2.8.</summary>
    /// <value>1: as it is.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public double Gamma
    {
        get => _gamma;
        set
        {
            Require.Range(nameof(Gamma), value, 0.1, 10);
            _gamma = value;
            SetTones();
        }
    }

    /// <summary>Bytes of a whole frame.</summary>
    /// <param name="leds">0 to 1,000,000.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public int FrameLength(int leds)
    {
        if (leds is < 0 or > MostLeds)
        {
            Require.Range(nameof(leds), leds, 0, MostLeds, "LEDs");
        }

        return LeadBytes + (leds * _layout.BytesPerLed) + _resetBytes;
    }

    /// <summary>Writes a whole frame and nothing beyond it.</summary>
    /// <param name="colors">One colour for each LED, 0 to 1,000,000.</param>
    /// <param name="frame">At least <see cref="FrameLength"/> bytes, apart from <paramref name="colors"/> in memory; what is longer is left as it is.</param>
    /// <returns>The frame's length in bytes.</returns>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: too many colours, or no room for them; nothing is written.</exception>
    public int Encode(ReadOnlySpan<RgbColor> colors, Span<byte> frame)
    {
        var length = FrameLength(colors.Length);
        if (frame.Length < length)
        {
            throw Require.Invalid($"length of {nameof(frame)}", frame.Length.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{length} bytes or more for {colors.Length} LEDs"));
        }

        frame[..LeadBytes].Clear();
        var rest = frame[LeadBytes..length];
        // Vectors write a few bytes too many, so the reset, which is longer, comes after them.
        _writer.Write(MemoryMarshal.AsBytes(colors), rest);
        rest[^_resetBytes..].Clear();
        return length;
    }

    /// <summary>How many LEDs a frame of at most <paramref name="bufferBytes"/> holds, 0 if none.</summary>
    /// <param name="bufferBytes">What the SPI driver takes in one transfer.</param>
    public int LedsIn(int bufferBytes) => Math.Clamp((bufferBytes - LeadBytes - _resetBytes) / _layout.BytesPerLed, 0, MostLeds);

    /// <summary>Refuses a strip whose frame the SPI driver does not take in one transfer. A frame in parts has pauses, in which the LEDs may already show it.</summary>
    /// <param name="leds">0 to 1,000,000.</param>
    /// <param name="bufferBytes">What the driver takes: spidev's is in <c>/sys/module/spidev/parameters/bufsiz</c>, 4096 unless it was raised.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: the frame is longer; the message says what to raise.</exception>
    public void RequireBuffer(int leds, int bufferBytes)
    {
        var length = FrameLength(leds);
        if (length > bufferBytes)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, string.Create(CultureInfo.InvariantCulture,
                $"A frame for {leds} LEDs is {length} bytes, but the SPI driver takes {bufferBytes} at once, enough for {LedsIn(bufferBytes)} LEDs: raise spidev.bufsiz to {length} or more on the kernel's command line, or use a code of fewer bits."));
        }
    }

    private void SetTones()
    {
        var factor = _brightness + 1;
        for (var value = 0; value < 256; value++)
        {
            var dimmed = value * factor >> 8;
            _tones[value] = _gamma == 1 ? (byte)dimmed : (byte)Math.Round(255 * Math.Pow(dimmed / 255.0, _gamma));
        }

        _writer.SetTones(_tones, _gamma == 1 ? factor : null);
    }
}
