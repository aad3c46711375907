using System.Diagnostics;
using System.Text;
using CsCheck;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Catalog;

public sealed class InlineMetadataTests
{
    [Theory]
    [InlineData("# /// script\n# a = 1\n# ///\n", "a = 1\n", 2)]
    [InlineData("import x\n\n# /// script\n#\n# a = 1\n# ///\nprint()\n", "\na = 1\n", 4)]
    [InlineData("# /// script\r\n# a = 1\r\n# ///\r\n", "a = 1\n", 2)]
    [InlineData("\uFEFF# /// script\n# a = 1\n# ///", "a = 1\n", 2)]
    [InlineData("import x\r# /// script\r# a = 1\r# ///\r", "a = 1\n", 3)]
    [InlineData("\n\r\n\r# /// script\n# a = 1\r# ///\r\n", "a = 1\n", 5)]
    [InlineData("# Licence\n# /// script\n# a = '''\n# ///\n# '''\n# ///\n# more\n", "a = '''\n///\n'''\n", 3)]
    [InlineData("# /// other\n# x\n# ///\n\n# /// script\n# a = 1\n# ///\n", "a = 1\n", 6)]
    [InlineData("# /// script\n# a = 1\n\n# /// script\n# b = 2\n# ///\n", "b = 2\n", 5)]
    public void Find_Block_IsItsText(string source, string toml, int firstLine)
    {
        Assert.Equal(new MetadataText(toml, firstLine), Find(source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("print()")]
    [InlineData("# /// script\n# a = 1\n")]
    [InlineData("# /// script\n# a = 1\nx = 1\n# ///\n")]
    [InlineData("# /// script\n# ///\n")]
    [InlineData("# /// script \n# a = 1\n# ///\n")]
    [InlineData(" # /// script\n # a = 1\n # ///\n")]
    [InlineData("# /// script\n#a = 1\n# ///\n")]
    [InlineData("#/// script\n# a = 1\n#///\n")]
    [InlineData("# /// scr_ipt\n# a = 1\n# ///\n")]
    [InlineData("# /// other\n# /// script\n# a = 1\n# ///\n")]
    public void Find_NoClosedBlock_IsNothing(string source)
    {
        Assert.Null(Find(source));
    }

    [Fact]
    public void Find_TwoBlocks_IsAnErrorWithTheLineOfTheSecond()
    {
        var exception = Assert.Throws<MetadataException>(() => Find("# /// script\n# a = 1\n# ///\n\n# /// script\n# a = 1\n# ///\n"));

        Assert.Equal("app.py:5: a second '# /// script' block; one file has one", exception.Message);
    }

    [Fact]
    public void Find_TooLong_IsAnError()
    {
        var source = "# /// script\n" + string.Concat(Enumerable.Repeat("# a = 1\n", 10_000)) + "# ///\n";

        Assert.Contains("16384", Assert.Throws<MetadataException>(() => Find(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LongCommentAfterTheBlock_IsNoPartOfIt()
    {
        var source = "# /// script\n# a = 1\n# ///\n" + string.Concat(Enumerable.Repeat("# words\n", 10_000));

        Assert.Equal("a = 1\n", Find(source)!.Toml);
    }

    [Fact]
    public void Find_NotUtf8_IsAnErrorInTheBlockOnly()
    {
        byte[] before = [.. "x = '\u00e4'\n"u8, 0xFF, (byte)'\n', .. "# /// script\n# a = 1\n# ///\n"u8];
        byte[] within = [.. "# /// script\n# a = '"u8, 0xFF, .. "'\n# ///\n"u8];

        Assert.NotNull(InlineMetadata.Find(before, "app.py"));
        Assert.Equal("app.py:1: the metadata is not UTF-8", Assert.Throws<MetadataException>(() => InlineMetadata.Find(within, "app.py")).Message);
    }

    [Theory]
    [InlineData("# /// script\n")]
    [InlineData("# ///\n")]
    [InlineData("#\n")]
    [InlineData("# /// script\n# ///\n\n")]
    public void Find_HostileRepetition_TakesLinearTime(string line)
    {
        var source = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, (1 << 20) / line.Length)));
        var watch = Stopwatch.StartNew();

        Outcome(source);

        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Find_AnyLines_AgreesWithTheRegularExpressionOfTheSpecification()
    {
        var line = Gen.OneOf("# /// script", "# /// other", "# ///", "#", "# a = 1", "x = 1", "", "#no", " # ///", "# /// ");

        line.Array[0, 14].SampleFixed(
            lines =>
            {
                var source = string.Join('\n', lines) + "\n";
                var reference = System.Text.RegularExpressions.Regex.Matches(source, @"(?m)^# /// (?<type>[a-zA-Z0-9-]+)$\s(?<content>(^#(| .*)$\s)+)^# ///$")
                    .Where(match => match.Groups["type"].Value == "script")
                    .Select(match => string.Concat(match.Groups["content"].Value.Split('\n')[..^1].Select(text => (text.StartsWith("# ", StringComparison.Ordinal) ? text[2..] : text[1..]) + "\n")))
                    .ToArray();

                if (reference.Length > 1)
                {
                    Assert.Throws<MetadataException>(() => Find(source));
                }
                else
                {
                    Assert.Equal(reference.SingleOrDefault(), Find(source)?.Toml);
                }
            },
            runs: 20_000);
    }

    [Fact]
    public void FindAndParse_AnyBytes_ThrowOnlyTheirOwnError()
    {
        var piece = Gen.OneOf(
            Gen.Byte.Array[0, 30],
            Gen.OneOf(
                "# /// script\n", "# ///\n", "# [tool.wasihal]\n", "# [tool.wasihal.settings]\n", "# i2c = [\"1:{address}\"]\n", "# leds = [1, \"0-4\"]\n", "# buzzer = true\n",
                "# address = \"0x76\"\n", "# a.b.c.d = 1\n", "# x = [[[[[[{a=[", "# \"\"\"\n", "#\n", "\r\n", "\uFEFF", "# poll-interval = \"5s\"\n", "# requires-python = \">=3.11\"\n",
                "# dependencies = [\"numpy\"]\n", "# = \n", "# [[tool]]\n", "# [tool]\n", "# date = 1979-05-27\n", "# f = nan\n").Select(Encoding.UTF8.GetBytes));

        piece.Array[0, 20].Select(pieces => "# /// script\n"u8.ToArray().Concat(pieces.SelectMany(bytes => bytes)).Concat("\n# ///\n"u8.ToArray()).ToArray()).SampleFixed(
            Outcome,
            runs: 20_000);
    }

    [Fact]
    public void FindAndParse_ValidBlockWithAFewChanges_ThrowsOnlyItsOwnError()
    {
        var valid = Encoding.UTF8.GetBytes(
            "\uFEFF# Licence: none\r\n# /// script\r\n# requires-python = \">=3.11,<4\"\n# dependencies = []\n#\n# [tool.wasihal]\n# poll-interval = \"500ms\"\n"
            + "# i2c = [\"1:{address}\", \"0:0x10\"]\n# leds = [1, \"2-4\"]\n# buzzer = true\n# actions = [\"calibrate\"]\n# [tool.wasihal.settings]\n"
            + "# address = 0x76\n# label = '''a\n# ///\n# b'''\n# ratio = 1.5e3\n# ///\nimport wit_world\n");
        var change = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Int[0, 3], Gen.Byte);

        change.Array[1, 6].SampleFixed(
            changes =>
            {
                var source = valid.ToList();
                foreach (var (at, verb, value) in changes)
                {
                    var place = Math.Min(at, source.Count - 1);
                    switch (verb)
                    {
                        case 0:
                            source[place] = value;
                            break;
                        case 1:
                            source.Insert(place, value);
                            break;
                        case 2:
                            source.RemoveAt(place);
                            break;
                        default:
                            source.InsertRange(place, source.GetRange(place, Math.Min(value, source.Count - place)));
                            break;
                    }
                }

                Outcome([.. source]);
            },
            runs: 20_000);
    }

    private static MetadataText? Find(string source) => InlineMetadata.Find(Encoding.UTF8.GetBytes(source), "app.py");

    private static void Outcome(byte[] source)
    {
        try
        {
            if (InlineMetadata.Find(source, "app.py") is { } text)
            {
                MetadataParser.Parse(text, "app.py");
            }
        }
        catch (MetadataException exception)
        {
            Assert.StartsWith("app.py:", exception.Message, StringComparison.Ordinal);
        }
    }
}
