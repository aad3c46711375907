using System.Text.RegularExpressions;
using WasiHal.Fake;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>Reads what is written on a panel, as a person does: letter beside letter, light on dark or dark on light.</summary>
internal sealed partial class PanelReader
{
    private const int LetterWidth = 5;
    private const int LetterHeight = 7;
    private const int WidestGap = 3;
    private const int WidestSpace = 8;

    // The columns of each character without the blank ones beside it, bit 0 uppermost.
    private static readonly Dictionary<char, int[]> Letters = ReadFont(File.ReadAllText(RepositoryRoot.PathOf("plugins/oled/font.py")));

    private readonly ulong[] _columns;

    private PanelReader(ulong[] columns) => _columns = columns;

    /// <summary>Whether a text is on the panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="text">The text.</param>
    /// <param name="scale">How large its pixels are: 1 or 2.</param>
    public static bool Shows(FakeSsd1306 panel, string text, int scale = 1)
    {
        var lit = Columns(panel.ToText());
        ulong[] dark = [.. lit.Select(column => ~column)];
        return scale == 1
            ? new PanelReader(lit).Has(text) || new PanelReader(dark).Has(text)
            : Halves(lit).Concat(Halves(dark)).Any(half => new PanelReader(half).Has(text));
    }

    private static ulong[] Columns(string picture)
    {
        var columns = new ulong[FakeSsd1306.Width];
        foreach (var (line, y) in picture.Split('\n').Select((line, index) => (line, 2 * index)))
        {
            for (var x = 0; x < line.Length; x++)
            {
                columns[x] |= (line[x] switch { '▀' => 1UL, '▄' => 2UL, '█' => 3UL, _ => 0UL }) << y;
            }
        }

        return columns;
    }

    // A pixel of half the size is one of which all four are lit: a corner that is rounded out has fewer.
    private static IEnumerable<ulong[]> Halves(ulong[] columns)
    {
        foreach (var (left, top) in new[] { (0, 0), (1, 0), (0, 1), (1, 1) })
        {
            var half = new ulong[(columns.Length - left) / 2];
            for (var x = 0; x < half.Length; x++)
            {
                var both = (columns[left + (2 * x)] & columns[left + (2 * x) + 1]) >> top;
                both &= both >> 1;
                for (var y = 0; y < FakeSsd1306.Height / 2; y++)
                {
                    half[x] |= ((both >> (2 * y)) & 1) << y;
                }
            }

            yield return half;
        }
    }

    private static Dictionary<char, int[]> ReadFont(string source)
    {
        var letters = new Dictionary<char, int[]>();
        foreach (Match band in Band().Matches(source))
        {
            var characters = band.Groups["characters"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\ufffd", "\ufffd", StringComparison.Ordinal);
            var rows = band.Groups["rows"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            for (var index = 0; index < characters.Length; index++)
            {
                var columns = Enumerable.Range(index * (LetterWidth + 1), LetterWidth)
                    .Select(x => Enumerable.Range(0, LetterHeight).Sum(y => rows[y][x] == '#' ? 1 << y : 0));
                letters[characters[index]] = [.. columns.SkipWhile(column => column == 0).Reverse().SkipWhile(column => column == 0).Reverse()];
            }
        }

        return letters;
    }

    private bool Has(string text) =>
        Enumerable.Range(0, _columns.Length).Any(x => Enumerable.Range(0, FakeSsd1306.Height - LetterHeight + 1).Any(y => IsAt(text, x, y)));

    private bool IsAt(string text, int x, int y)
    {
        var gap = 0;
        foreach (var character in text)
        {
            if (character == ' ')
            {
                gap = WidestSpace;
                continue;
            }

            for (; gap > 0 && x < _columns.Length && Row(x, y) == 0; gap--)
            {
                x++;
            }

            var ink = Letters[character];
            for (var column = 0; column < ink.Length; column++)
            {
                if (x + column >= _columns.Length || Row(x + column, y) != ink[column])
                {
                    return false;
                }
            }

            x += ink.Length;
            gap = WidestGap;
        }

        return true;
    }

    private int Row(int x, int y) => (int)(_columns[x] >> y) & ((1 << LetterHeight) - 1);

    [GeneratedRegex("""^    "(?<characters>.+)": \"{3}\n(?<rows>[#. \n]+)\"{3},$""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Band();
}
