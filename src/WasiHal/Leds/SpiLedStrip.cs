namespace WasiHal;

/// <summary>
/// WS2812B LEDs on the data line of an SPI device. Safe from any thread; callers queue.
/// </summary>
/// <remarks>Nothing answers on that line: a strip that is not connected cannot be told from one that is.</remarks>
public sealed class SpiLedStrip : ILedStrip
{
    private readonly Lock _gate = new();
    private readonly ISpiDevice _device;
    private readonly Ws2812Encoder _encoder;
    private readonly SpiSettings _settings;
    private readonly RgbColor[] _colors;
    private readonly byte[] _read;
    private byte[] _frame;
    private byte[] _sent;
    private bool _isSent;

    /// <summary>Prepares a dark strip; nothing is sent before <see cref="Show"/>.</summary>
    /// <param name="device">The device, which nobody else uses.</param>
    /// <param name="encoder">The code, order, brightness and gamma. It is the strip's from now on, as setting it while the strip encodes would mix two frames.</param>
    /// <param name="count">Number of LEDs, 0 to 1024.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: the count, or a frame longer than the device takes in one transfer.</exception>
    public SpiLedStrip(ISpiDevice device, Ws2812Encoder encoder, int count)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(encoder);
        Require.Range(nameof(count), count, 0, LedOptions.MostLeds, "LEDs");
        encoder.RequireBuffer(count, device.MaxTransferBytes);
        _device = device;
        _encoder = encoder;
        _settings = new SpiSettings(encoder.ClockHz, 0);
        _colors = new RgbColor[count];
        _frame = new byte[encoder.FrameLength(count)];
        _sent = new byte[_frame.Length];
        _read = new byte[_frame.Length];
    }

    /// <inheritdoc/>
    public int Count => _colors.Length;

    /// <inheritdoc/>
    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        Require.Colors(start, colors, Count);
        lock (_gate)
        {
            colors.CopyTo(_colors.AsSpan(start));
        }
    }

    /// <summary>Sends a frame, if it is the first or another than the one sent last. After a transfer that failed it is sent again, whatever reached the strip.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: the strip has no LEDs; whatever the device's transfer throws.</exception>
    public void Show()
    {
        if (Count == 0)
        {
            throw Require.NotPresent("LED strip", "none; leds.count is 0");
        }

        lock (_gate)
        {
            _encoder.Encode(_colors, _frame);
            if (_isSent && _frame.AsSpan().SequenceEqual(_sent))
            {
                return;
            }

            _isSent = false;
            _device.Transfer(_settings, _frame, _read);
            _isSent = true;
            (_frame, _sent) = (_sent, _frame);
        }
    }
}
