using CsCheck;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Catalog;

public sealed class MetadataParserTests
{
    [Fact]
    public void Parse_AllThatCanBeSaid_IsUnderstood()
    {
        var metadata = Parse(
            """
            requires-python = ">=3.11"
            dependencies = []
            [tool.other]
            anything = { goes = [1, 2] }
            [tool.wasihal]
            poll-interval = "500ms"
            readings = false
            i2c = ["1:{address}", "1:0x3c"]
            leds = [2, "0-1"]
            gpio = [17, "button"]
            buzzer = true
            [tool.wasihal.settings]
            address = "0x76"
            Sea-Level = 1013.25
            led = 2
            on = false
            whole = 5.0
            tiny = 1e-7
            """);

        Assert.Equal(TimeSpan.FromMilliseconds(500), metadata.PollInterval);
        Assert.False(metadata.GivesReadings);
        Assert.Equal(["i2c 1:{address} 1:0x3c", "leds 2 0-1", "gpio 17 button", "buzzer true"], metadata.Asks.Select(ask => $"{ask.Key} {string.Join(' ', ask.Values)}"));
        Assert.Equal("0x76", metadata.Settings["address"]);
        Assert.Equal("1013.25", metadata.Settings["sea_level"]);
        Assert.Equal("2", metadata.Settings["led"]);
        Assert.Equal("false", metadata.Settings["on"]);
        Assert.Equal("5", metadata.Settings["whole"]);
        Assert.Equal("1E-07", metadata.Settings["tiny"]);
    }

    [Fact]
    public void Parse_UnderscoresForHyphens_AreTheSame()
    {
        var metadata = Parse("requires_python = \"~=3.14\"\n[tool.wasihal]\npoll_interval = \"2m\"");

        Assert.Equal(TimeSpan.FromMinutes(2), metadata.PollInterval);
        Assert.True(metadata.GivesReadings);
    }

    [Theory]
    [InlineData("a = ", "app.py:2:")]
    [InlineData("x = 1", "app.py:2: unknown key 'x'")]
    [InlineData("\n[tool.wasihal]\n\nbuzz = true", "app.py:5: unknown key 'buzz'")]
    [InlineData("[tool.wasihal]\ni2c = \"1:0x76\"", "app.py:3: i2c must be a list, not a text")]
    [InlineData("[tool.wasihal]\ni2c = [1.5]", "app.py:3: i2c: '1.5' is not \"bus:address\"")]
    [InlineData("[tool.wasihal]\ni2c = [[1]]", "app.py:3: i2c: 'a list' is not")]
    [InlineData("[tool.wasihal]\nbuzzer = [true]", "app.py:3: buzzer: 'a list' is not true or false")]
    [InlineData("[tool.wasihal]\nreadings = \"no\"", "app.py:3: readings: 'no' is not true or false")]
    [InlineData("[tool.wasihal]\npoll-interval = 5", "app.py:3: poll-interval: '5' is not a number with ms")]
    [InlineData("[tool.wasihal]\npoll-interval = \"50ms\"", "app.py:3: poll-interval: '50ms' is not")]
    [InlineData("[tool.wasihal]\npoll-interval = \"2d\"", "from 100ms to 1d")]
    [InlineData("[tool.wasihal]\npoll-interval = \"5s\"\npoll_interval = \"5s\"", "app.py:4: 'poll_interval' stands twice")]
    [InlineData("[tool.wasihal]\ni2c = []\ni2c = []", "app.py:4:")]
    [InlineData("[tool.wasihal]\n[tool.wasihal]", "app.py:3:")]
    [InlineData("[tool]\nwasihal = 1", "app.py:3: [tool.wasihal] must be a table, not a number")]
    [InlineData("tool = 1", "app.py:2: tool must be a table")]
    [InlineData("dependencies = [\"numpy>=2\", \"requests\"]", "app.py:2: dependencies: 'numpy>=2, requests'")]
    [InlineData("dependencies = \"numpy\"", "app.py:2: dependencies must be a list")]
    [InlineData("requires-python = \">=3.15\"", "app.py:2: requires-python: '>=3.15' is not met: this is Python 3.14")]
    [InlineData("requires-python = \"new\"", "is no version specifier")]
    [InlineData("[tool.wasihal.settings]\nwhen = 1979-05-27", "app.py:3: settings.when: 'a date'")]
    [InlineData("[tool.wasihal.settings]\nlist = [1]", "app.py:3: settings.list: 'a list'")]
    [InlineData("[tool.wasihal.settings]\nn = nan", "settings.n")]
    [InlineData("[tool.wasihal.settings.deep]\nn = 1", "settings.deep: 'a table'")]
    [InlineData("[tool.wasihal.settings]\n\"a b\" = 1", "settings: 'a b' is not")]
    [InlineData("a = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "app.py:2:")]
    [InlineData("a = \"\0\"", "app.py:2:")]
    public void Parse_Fault_IsNamedWithFileAndLine(string toml, string expected)
    {
        var exception = Assert.Throws<MetadataException>(() => Parse(toml));

        Assert.StartsWith("app.py:", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Single(exception.Message.Split('\n'));
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllTold()
    {
        var exception = Assert.Throws<MetadataException>(() => Parse("x = 1\ny = 2\n[tool.wasihal]\ni2c = 1\nspi = 2"));

        Assert.Equal(4, exception.Message.Split('\n').Length);
    }

    [Theory]
    [InlineData(200_000, "a = ", "[")]
    [InlineData(200_000, "a = ", "{a=")]
    [InlineData(100_000, "a", ".a")]
    [InlineData(100_000, "[a", ".a")]
    [InlineData(100_000, "", "[[a]]\n")]
    public void Parse_DeepOrLong_EndsWithAnError(int times, string start, string repeated)
    {
        // Longer than what is ever handed to it.
        var toml = start + string.Concat(Enumerable.Repeat(repeated, times / repeated.Length));

        Assert.Throws<MetadataException>(() => Parse(toml));
    }

    [Theory]
    [InlineData(">=3.11", true)]
    [InlineData(">=3.11,<4", true)]
    [InlineData(" >= 3.14 , != 3.14.0 ", true)]
    [InlineData("==3.14.*", true)]
    [InlineData("==3.*", true)]
    [InlineData("!=3.13.*", true)]
    [InlineData("~=3.14", true)]
    [InlineData("~=3.13", true)]
    [InlineData("~=3.14.1", true)]
    [InlineData("~=3.14.0.0", false)]
    [InlineData(">3.14", true)]
    [InlineData("<3.15", true)]
    [InlineData("<=3.14.7", true)]
    [InlineData("==3.14.7.0", true)]
    [InlineData("===3.14.7", true)]
    [InlineData(">=3.14.7rc1", true)]
    [InlineData("", true)]
    [InlineData("<3.14.7rc1", false)]
    [InlineData(">=3.15.0a1", false)]
    [InlineData("==3.14", false)]
    [InlineData("!=3.14.*", false)]
    [InlineData("~=3.13.2", false)]
    [InlineData("<3.14", false)]
    [InlineData("===3.14", false)]
    [InlineData("3.14", false)]
    [InlineData("~=3", false)]
    [InlineData(">=3.*", false)]
    [InlineData(">=99999999999", false)]
    public void RequiresPython_Check_FollowsTheVersionRules(string specifier, bool holds)
    {
        Assert.Equal(holds, RequiresPython.Check(specifier) is null);
    }

    [Fact]
    public void RequiresPython_AnyText_NeverThrows()
    {
        Gen.OneOf(Gen.String[0, 300], Gen.String[Gen.Char["0123456789.,*=<>~!rcabdev "], 0, 20]).SampleFixed(
            text => { RequiresPython.Check(text); },
            runs: 20_000);
    }

    private static PluginMetadata Parse(string toml) => MetadataParser.Parse(new MetadataText(toml.ReplaceLineEndings("\n"), 2), "app.py");
}
