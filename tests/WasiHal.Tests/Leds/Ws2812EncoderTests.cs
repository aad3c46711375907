using System.Runtime.CompilerServices;

namespace WasiHal.Tests.Leds;

public sealed class Ws2812EncoderTests
{
    [Theory]
    [InlineData(0x00, Ws2812Code.ThreeBits, "924924")]
    [InlineData(0xff, Ws2812Code.ThreeBits, "DB6DB6")]
    [InlineData(0x80, Ws2812Code.ThreeBits, "D24924")]
    [InlineData(0x01, Ws2812Code.ThreeBits, "924926")]
    [InlineData(0x55, Ws2812Code.ThreeBits, "9A69A6")]
    [InlineData(0xa5, Ws2812Code.ThreeBits, "D349A6")]
    [InlineData(0x00, Ws2812Code.FourBits, "88888888")]
    [InlineData(0xff, Ws2812Code.FourBits, "CCCCCCCC")]
    [InlineData(0x80, Ws2812Code.FourBits, "C8888888")]
    [InlineData(0x01, Ws2812Code.FourBits, "8888888C")]
    [InlineData(0x55, Ws2812Code.FourBits, "8C8C8C8C")]
    [InlineData(0xa5, Ws2812Code.FourBits, "C8C88C8C")]
    [InlineData(0x00, Ws2812Code.EightBits, "C0C0C0C0C0C0C0C0")]
    [InlineData(0xff, Ws2812Code.EightBits, "F8F8F8F8F8F8F8F8")]
    [InlineData(0x80, Ws2812Code.EightBits, "F8C0C0C0C0C0C0C0")]
    [InlineData(0xa5, Ws2812Code.EightBits, "F8C0F8C0C0F8C0F8")]
    public void Encode_KnownValue_HasTheKnownBytes(byte value, Ws2812Code code, string expected)
    {
        var frame = Encode(new Ws2812Encoder(code), new RgbColor(value, value, value));

        Assert.Equal($"00{expected}{expected}{expected}", Convert.ToHexString(frame, 0, 1 + (3 * expected.Length / 2)));
    }

    [Theory]
    [InlineData(LedColorOrder.Grb, "22 11 33")]
    [InlineData(LedColorOrder.Rgb, "11 22 33")]
    [InlineData(LedColorOrder.Grbw, "22 11 33 00")]
    [InlineData(LedColorOrder.Rgbw, "11 22 33 00")]
    public void Encode_Order_IsThatOfTheWire(LedColorOrder order, string expected)
    {
        var sut = new Ws2812Encoder(Ws2812Code.EightBits, order);

        var frame = Encode(sut, new RgbColor(0x11, 0x22, 0x33));

        var channels = frame[1..^240].Chunk(8).Select(bits => bits.Aggregate(0, (value, bit) => (value * 2) + (bit == 0xf8 ? 1 : 0)));
        Assert.Equal(expected, string.Join(' ', channels.Select(channel => channel.ToString("x2", null))));
    }

    [Theory]
    [InlineData(Ws2812Code.ThreeBits, 2_400_000, 11, 1 + 99 + 90)]
    [InlineData(Ws2812Code.FourBits, 2_600_000, 11, 1 + 132 + 98)]
    [InlineData(Ws2812Code.EightBits, 6_400_000, 11, 1 + 264 + 240)]
    [InlineData(Ws2812Code.ThreeBits, 2_400_000, 0, 1 + 90)]
    public void FrameLength_Code_HasItsClockAndReset(Ws2812Code code, int clock, int leds, int expected)
    {
        var sut = new Ws2812Encoder(code);

        Assert.Equal(clock, sut.ClockHz);
        Assert.Equal(expected, sut.FrameLength(leds));
        Assert.InRange((sut.FrameLength(0) - 1) * 8e6 / clock, 300, 305);
    }

    [Theory]
    [InlineData(Ws2812Code.ThreeBits, 1, 2)]
    [InlineData(Ws2812Code.FourBits, 1, 2)]
    [InlineData(Ws2812Code.EightBits, 2, 5)]
    public void ClockHz_Code_KeepsTheDatasheetsHighTimes(Ws2812Code code, int zeroBits, int oneBits)
    {
        var clock = new Ws2812Encoder(code).ClockHz;

        Assert.InRange(zeroBits * 1e6 / clock, 0.25, 0.55);
        Assert.InRange(oneBits * 1e6 / clock, 0.65, 0.95);
    }

    [Fact]
    public void Brightness_Changed_ShowsInTheNextFrame()
    {
        var sut = new Ws2812Encoder(Ws2812Code.ThreeBits);
        // 255 * 51 / 256 is 50.8, of which 50 is left.
        var fifty = Encode(sut, new RgbColor(50, 50, 50));
        var dark = Encode(sut, default(RgbColor));

        sut.Brightness = 50;
        var dimmed = Encode(sut, new RgbColor(255, 255, 255));
        sut.Brightness = 0;
        var off = Encode(sut, new RgbColor(255, 255, 255));

        Assert.Equal(fifty, dimmed);
        Assert.Equal(dark, off);
    }

    [Theory]
    [InlineData(0.09)]
    [InlineData(10.1)]
    [InlineData(double.NaN)]
    public void Gamma_OutOfRange_IsInvalidAndStays(double gamma)
    {
        var sut = new Ws2812Encoder(Ws2812Code.ThreeBits);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => sut.Gamma = gamma, "Gamma is", "0.1 to 10");

        Assert.Equal(1, sut.Gamma);
    }

    [Fact]
    public void Constructor_UnknownCodeOrOrder_IsInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _ = new Ws2812Encoder((Ws2812Code)5), "code is 5", "ThreeBits, FourBits, EightBits");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _ = new Ws2812Encoder(Ws2812Code.ThreeBits, (LedColorOrder)9), "order is 9", "Grb");
    }

    [Fact]
    public void Encode_FrameTooShort_IsInvalidAndWritesNothing()
    {
        var sut = new Ws2812Encoder(Ws2812Code.ThreeBits);
        var frame = Enumerable.Repeat((byte)7, sut.FrameLength(2) - 1).ToArray();

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => sut.Encode(new RgbColor[2], frame), "length of frame is 108", "109 bytes or more for 2 LEDs");

        Assert.All(frame, b => Assert.Equal(7, b));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void FrameLength_OutOfRange_IsInvalid(int leds) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => new Ws2812Encoder(Ws2812Code.EightBits).FrameLength(leds), $"leds is {leds}", "0 to 1000000 LEDs");

    [Theory]
    [InlineData(Ws2812Code.ThreeBits, 445)]
    [InlineData(Ws2812Code.FourBits, 333)]
    [InlineData(Ws2812Code.EightBits, 160)]
    public void RequireBuffer_SpidevsDefault_TakesSoManyLeds(Ws2812Code code, int most)
    {
        var sut = new Ws2812Encoder(code);

        sut.RequireBuffer(most, 4096);

        Assert.Equal(most, sut.LedsIn(4096));
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => sut.RequireBuffer(most + 1, 4096),
            $"{most + 1} LEDs", $"{sut.FrameLength(most + 1)} bytes", "4096", $"enough for {most} LEDs", "spidev.bufsiz");
    }

    [Fact]
    public void LedsIn_NoRoomForTheReset_IsNone() => Assert.Equal(0, new Ws2812Encoder(Ws2812Code.ThreeBits).LedsIn(50));

    [Fact]
    public void RgbColor_InMemory_IsThreeBytes()
    {
        var color = new RgbColor(1, 2, 3);

        Assert.Equal(3, Unsafe.SizeOf<RgbColor>());
        Assert.Equal([1, 2, 3], System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<RgbColor>(ref color)).ToArray());
    }

    private static byte[] Encode(Ws2812Encoder sut, params RgbColor[] colors)
    {
        var frame = new byte[sut.FrameLength(colors.Length)];
        sut.Encode(colors, frame);
        return frame;
    }
}
