using System.Text;

namespace WasiHal.Tests.Configuration;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1_000", "a", "1000")]
    [InlineData("a = -5", "a", "-5")]
    [InlineData("a = 0x76", "a", "0x76")]
    [InlineData("a = 0xDEAD_beef", "a", "0xdeadbeef")]
    [InlineData("a = 0o17", "a", "15")]
    [InlineData("a = 1.5e3", "a", "1500")]
    [InlineData("a = 28.0", "a", "28")]
    [InlineData("a = true", "a", "true")]
    [InlineData("a = 'C:\\x'", "a", "C:\\x")]
    [InlineData("a = \"\\u00e9\"", "a", "é")]
    [InlineData("a = 07:32:00", "a", "07:32:00")]
    [InlineData("a.b.c = 1", "a:b:c", "1")]
    [InlineData("[plugins.pi-monitor]\nled = 3", "plugins:pi-monitor:led", "3")]
    [InlineData("[x]\n\"a b\" = 1", "x:a b", "1")]
    [InlineData("a = [\"x\", [1, 2], { b = 3 }]", "a:1:1", "2")]
    [InlineData("a = [\"x\", [1, 2], { b = 3 }]", "a:2:b", "3")]
    [InlineData("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", "a:1:b", "2")]
    [InlineData("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", "a:1:c:d", "3")]
    [InlineData("a = []", "a", "")]
    [InlineData("[a.b]", "a:b", "")]
    [InlineData("\uFEFFa = 1", "a", "1")]
    public void Read_Value_IsInvariantTextUnderItsJoinedKey(string toml, string key, string value)
    {
        var document = Read(toml);

        Assert.Equal(value, document.Values[key]);
    }

    [Fact]
    public void Read_EveryKeyAndTable_RemembersItsLine()
    {
        var document = Read("[hal]\nprovider = \"fake\"\n\n[plugins.a.permissions]\nleds = [\n  1,\n  2,\n]\n");

        Assert.Equal(1, document.Lines["hal"]);
        Assert.Equal(2, document.Lines["hal:provider"]);
        Assert.Equal(4, document.Lines["plugins:a:permissions"]);
        Assert.Equal(5, document.Lines["plugins:a:permissions:leds"]);
        Assert.Equal(7, document.Lines["plugins:a:permissions:leds:1"]);
    }

    [Theory]
    [InlineData("[a]\nb =\n", 2, "is not TOML")]
    [InlineData("[a\nb = 1\n", 1, "is not TOML")]
    [InlineData("[a]\nb = 1\nc = 3 4\n", 3, "is not TOML")]
    [InlineData("a = 9223372036854775808", 1, "is not TOML")]
    [InlineData("\na = 1\nb = 2\na = 3", 4, "a is already defined in line 2")]
    [InlineData("[x]\na = 1\n[x]\nb = 2", 3, "x is already defined in line 1")]
    [InlineData("[Hal]\na = 1\n[hal]\nb = 2", 3, "hal is already defined in line 1; upper and lower case are the same")]
    [InlineData("[x]\nCount = 1\ncount = 2", 3, "x.count is already defined in line 2; upper and lower case are the same")]
    [InlineData("\"a:b\" = 1", 1, "may neither be empty nor hold a colon")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1", 1, "is nested deeper than 16 tables")]
    public void Read_Mistake_IsNamedWithFileAndLine(string toml, int line, string problem)
    {
        var fault = Assert.Single(Assert.Throws<ConfigurationException>(() => Read(toml)).Faults);

        Assert.Equal(line, fault.Line);
        Assert.StartsWith($"/etc/hub.toml:{line}: ", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains(problem, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralKeysTwice_NamesAllOfThem()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read("a = 1\na = 2\nb = 1\nb = 2\n"));

        Assert.Equal([2, 4], wrong.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void Read_NotUtf8_NamesTheLine()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => TomlReader.Read([.. "a = 1\nb = \""u8, 0xFF, (byte)'"'], "/etc/hub.toml"));

        Assert.Equal("/etc/hub.toml:2: is not UTF-8 text", wrong.Faults[0].ToString());
    }

    [Theory]
    [InlineData(70)]
    [InlineData(100_000)]
    public void Read_DeepNesting_IsRefused(int depth) =>
        Assert.Throws<ConfigurationException>(() => Read("a = " + new string('[', depth) + new string(']', depth)));

    [Fact]
    public void Read_DeepDottedKeys_AreRefused() =>
        Assert.Throws<ConfigurationException>(() => Read($"[{string.Join('.', Enumerable.Repeat("a", 50_000))}]\nb = 1"));

    [Fact]
    public void Read_HugeFile_IsRefused()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read(new string('#', TomlReader.LargestBytes + 1)));

        Assert.Contains("larger than 256 KiB", wrong.Message, StringComparison.Ordinal);
    }

    private static TomlDocument Read(string toml) => TomlReader.Read(Encoding.UTF8.GetBytes(toml), "/etc/hub.toml");
}
