using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Tests.Wasm;

public sealed class PluginLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();

    [Theory]
    [InlineData("plain grüße ☀", "plain grüße ☀")]
    [InlineData("two\nlines\tand tab", "two\nlines\tand tab")]
    [InlineData("\u001b[31mred", "\\x1b[31mred")]
    [InlineData("a\rb\0c", "a\\x0db\\x00c")]
    [InlineData("user\u202egnp.exe\u2028x", "user\\u202egnp.exe\\u2028x")]
    public void Escape_ShowsWhatCouldMislead(string text, string expected) => Assert.Equal(expected, PluginLog.Escape(text));

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public void Write_Flood_IsHeldBackAndTold(int length)
    {
        var sut = new PluginLog(_logger, "loud", _time, 8192);
        var message = new string('x', length);

        for (var i = 0; i < 10_000; i++)
        {
            sut.Write(LogLevel.Information, message);
        }

        var written = _logger.Collector.Count;
        Assert.InRange(written, 1, 8192 * PluginLog.BurstSeconds / 64);

        _time.Advance(TimeSpan.FromSeconds(1));
        sut.Write(LogLevel.Warning, "after");

        var records = _logger.Collector.GetSnapshot();
        Assert.Equal(written + 2, records.Count);
        Assert.Contains($"{10_000 - written} messages were left out", records[^2].Message, StringComparison.Ordinal);
        Assert.Equal("loud: after", records[^1].Message);
    }

    [Fact]
    public void Write_FloodThatGoesOn_IsToldOnceAMinute()
    {
        var sut = new PluginLog(_logger, "loud", _time, 8192);

        for (var second = 0; second < 180; second++)
        {
            for (var i = 0; i < 1000; i++)
            {
                sut.Write(LogLevel.Information, "again");
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_logger.Collector.GetSnapshot().Count(record => record.Id.Id == 2020), 2, 3);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\u202e")]
    [InlineData("☀")]
    public void Write_TextThatGetsLongerInTheLog_CountsAsItIsLogged(string character)
    {
        var sut = new PluginLog(_logger, "loud", _time, 8192);

        for (var i = 0; i < 100; i++)
        {
            sut.Write(LogLevel.Information, string.Concat(Enumerable.Repeat(character, 1000)));
        }

        Assert.InRange(_logger.Collector.GetSnapshot().Sum(record => System.Text.Encoding.UTF8.GetByteCount(record.Message)), 1, 8192 * PluginLog.BurstSeconds);
    }
}
