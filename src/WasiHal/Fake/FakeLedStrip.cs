namespace WasiHal.Fake;

/// <summary>A strip in memory: <see cref="Shown"/> is what it shows. Safe from any thread.</summary>
public sealed class FakeLedStrip : ILedStrip
{
    private readonly Lock _gate = new();
    private readonly RgbColor[] _buffer;
    private readonly RgbColor[] _shown;
    private long _frames;

    internal FakeLedStrip(int count)
    {
        Require.Range(nameof(count), count, 0, LedOptions.MostLeds, "LEDs");
        _buffer = new RgbColor[count];
        _shown = new RgbColor[count];
    }

    /// <inheritdoc/>
    public int Count => _buffer.Length;

    /// <summary>The colours that were last sent, all black at first. A copy.</summary>
    public IReadOnlyList<RgbColor> Shown
    {
        get
        {
            lock (_gate)
            {
                return [.. _shown];
            }
        }
    }

    /// <summary>How often <see cref="Show"/> sent something; it sends nothing when no colour changed.</summary>
    public long FrameCount
    {
        get
        {
            lock (_gate)
            {
                return _frames;
            }
        }
    }

    /// <inheritdoc/>
    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        Require.Colors(start, colors, Count);
        lock (_gate)
        {
            colors.CopyTo(_buffer.AsSpan(start));
        }
    }

    /// <inheritdoc/>
    public void Show()
    {
        if (Count == 0)
        {
            throw Require.NotPresent("LED strip", "none; leds.count is 0");
        }

        lock (_gate)
        {
            if (!_buffer.AsSpan().SequenceEqual(_shown))
            {
                _buffer.CopyTo(_shown, 0);
                _frames++;
            }
        }
    }
}
