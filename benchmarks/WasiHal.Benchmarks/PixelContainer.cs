using System.Drawing;

namespace WasiHal.Benchmarks;

/// <summary>What a frame looks like to a program that sets one LED at a time.</summary>
internal abstract class PixelContainer(int bytes)
{
    /// <summary>The whole frame.</summary>
    public byte[] Data { get; } = new byte[bytes];

    /// <summary>Sets one LED.</summary>
    public abstract void SetPixel(int x, int y, Color color);
}

/// <summary>The straightforward encoder: a table of the bytes of each value, brightness folded in, copied byte by byte in the order green, red, blue.</summary>
internal sealed class TablePixelContainer : PixelContainer
{
    private readonly byte[] _table;
    private readonly int _width;
    private readonly int _leds;

    public TablePixelContainer(Ws2812Code code, int leds, int bytes, byte brightness)
        : base(bytes)
    {
        _width = (int)code;
        _leds = leds;
        _table = new byte[256 * _width];
        var layout = new WireLayout(code, LedColorOrder.Grb);
        for (var value = 0; value < 256; value++)
        {
            var wire = layout.Encode((byte)(value * (brightness + 1) >> 8));
            for (var i = 0; i < _width; i++)
            {
                _table[(value * _width) + i] = (byte)(wire >> (8 * i));
            }
        }

    }

    public override void SetPixel(int x, int y, Color color)
    {
        var offset = 1 + (((y * _leds) + x) * 3 * _width);
        Put(offset, color.G);
        Put(offset + _width, color.R);
        Put(offset + (2 * _width), color.B);
    }

    private void Put(int at, byte value)
    {
        var from = value * _width;
        Data[at + 0] = _table[from + 0];
        Data[at + 1] = _table[from + 1];
        Data[at + 2] = _table[from + 2];
        if (_width == 3)
        {
            return;
        }

        Data[at + 3] = _table[from + 3];
        if (_width == 4)
        {
            return;
        }

        Data[at + 4] = _table[from + 4];
        Data[at + 5] = _table[from + 5];
        Data[at + 6] = _table[from + 6];
        Data[at + 7] = _table[from + 7];
    }
}
