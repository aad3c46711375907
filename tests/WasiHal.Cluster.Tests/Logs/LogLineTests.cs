using WasiHal.Cluster.Logs;

namespace WasiHal.Cluster.Tests.Logs;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\r\n    two\n    three", "one two three")]
    [InlineData("\n\n\nlate", "late")]
    [InlineData("end\n", "end")]
    [InlineData("red \u001b[31mtext\u001b[0m", "red [31mtext [0m")]
    [InlineData("bell\u0007\0null", "bell null")]
    [InlineData("a\u202egnp.exe", "a gnp.exe")]
    [InlineData("line\u2028separator\u2029paragraph", "line separator paragraph")]
    [InlineData("\ufeffmark", "mark")]
    [InlineData("umlaut ä ° 温度", "umlaut ä ° 温度")]
    public void Of_AnyText_IsOnePlainLine(string text, string line) => Assert.Equal(line, LogLine.Of(text));

    [Fact]
    public void Of_LongText_IsCutBetweenCharacters()
    {
        var line = LogLine.Of(string.Concat(Enumerable.Repeat("a😀", 1000)));

        Assert.InRange(line.Length, LogLine.Longest - 2, LogLine.Longest + 1);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(line[^2]));
    }

    [Fact]
    public void Of_OnlyControlCharacters_IsEmpty() => Assert.Equal("", LogLine.Of(new string('\u0001', 100_000)));
}
