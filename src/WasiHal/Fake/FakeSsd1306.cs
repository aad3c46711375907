namespace WasiHal.Fake;

/// <summary>
/// An SSD1306 with a panel of 128 by 64 pixels: control bytes, commands and their arguments (also when they come in
/// transactions of their own), the three addressing modes, and a picture of what the panel shows. Scrolling is accepted
/// and does not move the picture; clocks, charge pump and contrast do not change it either. Safe from any thread.
/// Source: Solomon Systech SSD1306 datasheet, sections 8.1.5, 8.7, 9 and 10.
/// </summary>
public sealed class FakeSsd1306 : IPoweredTarget
{
    /// <summary>The address with SA0 low.</summary>
    public const int DefaultAddress = 0x3C;

    /// <summary>Pixels in a row.</summary>
    public const int Width = 128;

    /// <summary>Rows of pixels.</summary>
    public const int Height = 64;

    private readonly Lock _gate = new();
    private Ssd1306State _state = new();

    /// <summary>Whether the panel is on (AF) or asleep (AE).</summary>
    public bool IsOn => Locked(state => state.IsOn);

    /// <summary>Whether a 0 in memory is a lit pixel (A7).</summary>
    public bool IsInverse => Locked(state => state.IsInverse);

    /// <summary>Whether every pixel is lit, whatever is in memory (A5).</summary>
    public bool IsAllOn => Locked(state => state.IsAllOn);

    /// <summary>Contrast (81), 0 to 255; 127 after a reset.</summary>
    public byte Contrast => Locked(state => state.Contrast);

    /// <summary>Whether the charge pump is on (8D 14), without which most modules stay dark.</summary>
    public bool IsChargePumpOn => Locked(state => state.IsChargePumpOn);

    /// <summary>The display memory, a copy: 1,024 bytes, page by page of 128 columns; the lowest bit of a byte is its uppermost pixel.</summary>
    public byte[] GetMemory() => Locked(state => state.Memory.ToArray());

    /// <summary>Whether a pixel of the panel is lit, for a module mounted as they all are (upright with A1 and C8).</summary>
    /// <param name="x">0 to 127 from the left.</param>
    /// <param name="y">0 to 63 from above.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: outside of the panel.</exception>
    public bool GetPixel(int x, int y)
    {
        Require.Range(nameof(x), x, 0, Width - 1);
        Require.Range(nameof(y), y, 0, Height - 1);
        return Locked(state => state.IsLit(x, y));
    }

    /// <summary>The panel as 32 lines of 128 characters: space, ▀, ▄ or █ for two rows of pixels.</summary>
    public string ToText() => Locked(state => Ssd1306Picture.ToText(state.IsLit));

    /// <summary>The panel as a PNG of 128 by 64 pixels, one bit each: lit is white.</summary>
    public byte[] ToPng() => Locked(state => Ssd1306Picture.ToPng(state.IsLit));

    /// <inheritdoc/>
    public void PowerCycle()
    {
        lock (_gate)
        {
            _state = new();
        }
    }

    /// <inheritdoc/>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            // Control bytes (section 8.1.5.2): bit 7 means that one byte follows and then another control byte.
            for (var index = 0; index < write.Length;)
            {
                var control = write[index++];
                var isData = (control & 0x40) != 0;
                var last = (control & 0x80) == 0 ? write.Length : Math.Min(index + 1, write.Length);
                for (; index < last; index++)
                {
                    Take(isData, write[index]);
                }
            }

            // The status register: bit 6 says that the panel is off.
            read.Fill((byte)(_state.IsOn ? 0x00 : 0x40));
        }
    }

    private void Take(bool isData, byte value)
    {
        if (isData)
        {
            _state.Write(value);
        }
        else
        {
            _state.Command(value);
        }
    }

    private T Locked<T>(Func<Ssd1306State, T> action)
    {
        lock (_gate)
        {
            return action(_state);
        }
    }
}
