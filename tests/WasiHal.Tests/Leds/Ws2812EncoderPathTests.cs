namespace WasiHal.Tests.Leds;

/// <summary>Every way to encode gives the frames of <see cref="BitByBit"/>, and writes nothing beyond them.</summary>
public sealed class Ws2812EncoderPathTests
{
    private const byte Canary = 0xee;
    private const int Longest = 2000;

    public static TheoryData<string, Ws2812Code, LedColorOrder> Everything => new(
        from path in Enum.GetNames<PixelPath>()
        from code in Enum.GetValues<Ws2812Code>()
        from order in Enum.GetValues<LedColorOrder>()
        select (path, code, order));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Encode_EveryLength_IsBitByBit(string path, Ws2812Code code, LedColorOrder order)
    {
        var sut = CreateSut(path, code, order);
        sut.Brightness = 50;
        var colors = Colors(Longest + 8);
        var expected = BitByBit.Encode(code, order, 50, 1, colors).AsSpan();
        var perLed = sut.FrameLength(1) - sut.FrameLength(0);

        for (var leds = 0; leds <= Longest; leds++)
        {
            // The colours begin at another place each time, so no length goes with one alignment only.
            var first = leds % 8;
            var length = sut.FrameLength(leds);

            var frame = EncodeBetweenCanaries(sut, colors.AsSpan(first, leds));

            Assert.True(frame.AsSpan(1, leds * perLed).SequenceEqual(expected.Slice(1 + (first * perLed), leds * perLed)), $"{leds} LEDs");
            Assert.Equal(0, frame[0]);
            Assert.Equal(length, frame.Length);
            Assert.False(frame.AsSpan(1 + (leds * perLed)).ContainsAnyExcept((byte)0), $"reset of {leds} LEDs");
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Encode_EveryBrightness_IsBitByBit(string path, Ws2812Code code, LedColorOrder order)
    {
        var sut = CreateSut(path, code, order);
        var colors = EveryValue();

        for (var brightness = 0; brightness < 256; brightness++)
        {
            sut.Brightness = (byte)brightness;

            var frame = EncodeBetweenCanaries(sut, colors);

            Assert.True(frame.AsSpan().SequenceEqual(BitByBit.Encode(code, order, brightness, 1, colors)), $"brightness {brightness}");
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Encode_Gamma_IsBitByBit(string path, Ws2812Code code, LedColorOrder order)
    {
        var sut = CreateSut(path, code, order);
        var colors = EveryValue();

        foreach (var gamma in (double[])[0.1, 0.45, 2.2, 2.8, 10, 1])
        {
            foreach (var brightness in (byte[])[0, 1, 127, 255])
            {
                sut.Gamma = gamma;
                sut.Brightness = brightness;

                var frame = EncodeBetweenCanaries(sut, colors);

                Assert.True(frame.AsSpan().SequenceEqual(BitByBit.Encode(code, order, brightness, gamma, colors)), $"gamma {gamma}, brightness {brightness}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Encode_AndNewTones_AllocateNothing(string path, Ws2812Code code, LedColorOrder order)
    {
        var sut = CreateSut(path, code, order);
        var colors = Colors(144);
        var frame = new byte[sut.FrameLength(144)];
        Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);

        void Run()
        {
            sut.Brightness = 40;
            sut.Gamma = 2.8;
            sut.Encode(colors, frame);
            sut.Gamma = 1;
            sut.Encode(colors, frame);
        }
    }

    private static Ws2812Encoder CreateSut(string path, Ws2812Code code, LedColorOrder order)
    {
        var chosen = Enum.Parse<PixelPath>(path);
        Assert.SkipUnless(PixelPaths.IsSupported(chosen), $"this processor has not what {chosen} needs");
        return new Ws2812Encoder(code, order, chosen);
    }

    /// <summary>The frame, written into a span of just its length; the bytes on both sides stay.</summary>
    private static byte[] EncodeBetweenCanaries(Ws2812Encoder sut, ReadOnlySpan<RgbColor> colors)
    {
        var length = sut.FrameLength(colors.Length);
        var around = new byte[length + 128];
        Array.Fill(around, Canary);

        Assert.Equal(length, sut.Encode(colors, around.AsSpan(64, length)));

        Assert.False(around.AsSpan(0, 64).ContainsAnyExcept(Canary));
        Assert.False(around.AsSpan(64 + length).ContainsAnyExcept(Canary));
        return around[64..^64];
    }

    private static RgbColor[] Colors(int count)
    {
        var random = new Random(20_261_123);
        return [.. Enumerable.Range(0, count).Select(_ => RgbColor.FromRgb((uint)random.Next(1 << 24)))];
    }

    /// <summary>Each channel has every value, next to different ones.</summary>
    private static RgbColor[] EveryValue() => [.. Enumerable.Range(0, 256).Select(i => new RgbColor((byte)i, (byte)(i * 3), (byte)(255 - i)))];
}
