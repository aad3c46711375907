namespace WasiHal.Tests.Leds;

/// <summary>The frame of a strip, made one bit after the other from the datasheet's words.</summary>
internal static class BitByBit
{
    public static byte[] Encode(Ws2812Code code, LedColorOrder order, int brightness, double gamma, ReadOnlySpan<RgbColor> colors)
    {
        var channelsPerLed = order is LedColorOrder.Grbw or LedColorOrder.Rgbw ? 4 : 3;
        var reset = code switch { Ws2812Code.ThreeBits => 90, Ws2812Code.FourBits => 98, _ => 240 };
        var frame = new byte[1 + (colors.Length * channelsPerLed * (int)code) + reset];
        var at = 8;
        foreach (var color in colors)
        {
            byte[] channels = order switch
            {
                LedColorOrder.Grb => [color.Green, color.Red, color.Blue],
                LedColorOrder.Rgb => [color.Red, color.Green, color.Blue],
                LedColorOrder.Grbw => [color.Green, color.Red, color.Blue, 0],
                LedColorOrder.Rgbw => [color.Red, color.Green, color.Blue, 0],
                _ => throw new ArgumentOutOfRangeException(nameof(order)),
            };
            for (var channel = 0; channel < channels.Length; channel++)
            {
                var value = channel == 3 ? 0 : Tone(channels[channel], brightness, gamma);
                for (var bit = 128; bit > 0; bit /= 2)
                {
                    foreach (var level in Pulse(code, (value & bit) != 0))
                    {
                        frame[at / 8] |= (byte)(level == '1' ? 0x80 >> (at % 8) : 0);
                        at++;
                    }
                }
            }
        }

        return frame;
    }

    private static int Tone(int value, int brightness, double gamma)
    {
        var dimmed = value * (brightness + 1) / 256;
        return gamma == 1 ? dimmed : (int)Math.Round(Math.Pow(dimmed / 255.0, gamma) * 255);
    }

    private static string Pulse(Ws2812Code code, bool one) => (code, one) switch
    {
        (Ws2812Code.ThreeBits, false) => "100",
        (Ws2812Code.ThreeBits, true) => "110",
        (Ws2812Code.FourBits, false) => "1000",
        (Ws2812Code.FourBits, true) => "1100",
        (_, false) => "11000000",
        (_, true) => "11111000",
    };
}
