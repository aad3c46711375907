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
        switch (_width)
        {
            case 3:
                Data[offset++] = _table[(color.G * 3) + 0];
                Data[offset++] = _table[(color.G * 3) + 1];
                Data[offset++] = _table[(color.G * 3) + 2];
                Data[offset++] = _table[(color.R * 3) + 0];
                Data[offset++] = _table[(color.R * 3) + 1];
                Data[offset++] = _table[(color.R * 3) + 2];
                Data[offset++] = _table[(color.B * 3) + 0];
                Data[offset++] = _table[(color.B * 3) + 1];
                Data[offset++] = _table[(color.B * 3) + 2];
                break;
            default:
                for (var i = 0; i < _width; i++)
                {
                    Data[offset + i] = _table[(color.G * _width) + i];
                    Data[offset + _width + i] = _table[(color.R * _width) + i];
                    Data[offset + (2 * _width) + i] = _table[(color.B * _width) + i];
                }

                break;
        }
    }
}
