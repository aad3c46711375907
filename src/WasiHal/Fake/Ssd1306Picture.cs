using System.Text;

namespace WasiHal.Fake;

/// <summary>What a panel of 128 by 64 pixels shows, for people and for files.</summary>
internal static class Ssd1306Picture
{
    public static string ToText(Func<int, int, bool> isLit)
    {
        var text = new StringBuilder((FakeSsd1306.Width + 1) * FakeSsd1306.Height / 2);
        for (var y = 0; y < FakeSsd1306.Height; y += 2)
        {
            if (y > 0)
            {
                text.Append('\n');
            }

            for (var x = 0; x < FakeSsd1306.Width; x++)
            {
                text.Append((isLit(x, y), isLit(x, y + 1)) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }
        }

        return text.ToString();
    }

    public static byte[] ToPng(Func<int, int, bool> isLit)
    {
        var rows = new byte[FakeSsd1306.Height * FakeSsd1306.Width / 8];
        for (var pixel = 0; pixel < rows.Length * 8; pixel++)
        {
            if (isLit(pixel % FakeSsd1306.Width, pixel / FakeSsd1306.Width))
            {
                rows[pixel / 8] |= (byte)(0x80 >> (pixel % 8));
            }
        }

        return OneBitPng.Encode(FakeSsd1306.Width, FakeSsd1306.Height, rows);
    }
}
