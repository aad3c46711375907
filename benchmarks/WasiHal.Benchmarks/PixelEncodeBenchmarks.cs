using System.Drawing;
using BenchmarkDotNet.Attributes;

namespace WasiHal.Benchmarks;

/// <summary>
/// Making the frame of a strip, brightness on: the straightforward way (the baseline), every path that this processor has, and a copy of the finished frame,
/// which nothing that writes one can beat.
/// </summary>
[MemoryDiagnoser]
public class PixelEncodeBenchmarks
{
    private RgbColor[] _colors = null!;
    private Color[] _drawingColors = null!;
    private byte[] _frame = null!;
    private byte[] _finished = null!;
    private PixelContainer _container = null!;
    private Ws2812Encoder _table = null!;
    private Ws2812Encoder? _vector128;
    private Ws2812Encoder? _vector512;

    [Params(11, 144, 1024)]
    public int Leds { get; set; }

    [Params(Ws2812Code.ThreeBits, Ws2812Code.FourBits, Ws2812Code.EightBits)]
    public Ws2812Code Code { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        const byte brightness = 50;
        var random = new Random(1);
        _colors = [.. Enumerable.Range(0, Leds).Select(_ => RgbColor.FromRgb((uint)random.Next(1 << 24)))];
        _drawingColors = [.. _colors.Select(color => Color.FromArgb(color.Red, color.Green, color.Blue))];
        _table = new(Code, LedColorOrder.Grb, PixelPath.Table) { Brightness = brightness };
        _vector128 = Create(PixelPath.Vector128);
        _vector512 = Create(PixelPath.Vector512);
        _finished = new byte[_table.FrameLength(Leds)];
        _frame = new byte[_finished.Length];
        _table.Encode(_colors, _finished);
        _container = new TablePixelContainer(Code, Leds, _finished.Length, brightness);
        Straightforward();
        if (!_container.Data.AsSpan().SequenceEqual(_finished))
        {
            throw new InvalidOperationException("The two ways give two frames.");
        }

        Ws2812Encoder? Create(PixelPath path) =>
            PixelPaths.IsSupported(path) ? new(Code, LedColorOrder.Grb, path) { Brightness = brightness } : null;
    }

    /// <summary>One virtual call for each LED, which copies its bytes from a table one by one.</summary>
    [Benchmark(Baseline = true)]
    public byte Straightforward()
    {
        for (var led = 0; led < _drawingColors.Length; led++)
        {
            _container.SetPixel(led, 0, _drawingColors[led]);
        }

        return _container.Data[0];
    }

    [Benchmark]
    public int Table() => _table.Encode(_colors, _frame);

    [Benchmark]
    public int Vector128() => (_vector128 ?? throw new NotSupportedException("This processor has no Vector128.")).Encode(_colors, _frame);

    [Benchmark]
    public int Vector512() => (_vector512 ?? throw new NotSupportedException("This processor has no AVX-512 VBMI.")).Encode(_colors, _frame);

    /// <summary>The floor.</summary>
    [Benchmark]
    public void Copy() => _finished.CopyTo(_frame.AsSpan());
}
