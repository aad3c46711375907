using System.ComponentModel;

namespace WasiHal.Tests.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    public void TryParse_NumberAndUnit_IsThatLong(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));

        Assert.Equal(milliseconds, duration.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("1e3s")]
    [InlineData("5w")]
    [InlineData("1,5s")]
    [InlineData("36500d")]
    [InlineData("99999999999999999999999d")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("500ms")]
    [InlineData("5s")]
    [InlineData("90s")]
    [InlineData("2m")]
    [InlineData("1h")]
    [InlineData("7d")]
    [InlineData("1500ms")]
    [InlineData("0ms")]
    public void ToString_OfWhatWasParsed_IsTheSameText(string text)
    {
        Assert.True(Duration.TryParse(text, out var duration));

        Assert.Equal(text, duration.ToString());
    }

    [Fact]
    public void ConvertFrom_WrongText_SaysWhatIsAccepted()
    {
        var exception = Assert.Throws<FormatException>(() => TypeDescriptor.GetConverter(typeof(Duration)).ConvertFromInvariantString("soon"));

        Assert.Contains("'soon' is not a number with ms, s, m, h or d", exception.Message, StringComparison.Ordinal);
    }
}
