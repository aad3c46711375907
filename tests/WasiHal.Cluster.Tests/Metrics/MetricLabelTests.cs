using WasiHal.Cluster.Metrics;

namespace WasiHal.Cluster.Tests.Metrics;

public sealed class MetricLabelTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Küche 1", "Küche 1")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\rb\0c\td\u007fe\u0085f", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    public void Text_IsWhatAFormatCanCarry(string value, string text) => Assert.Equal(text, new MetricLabel("node", value).Text);

    // Not as arguments of an attribute, which cannot carry them either.
    [Fact]
    public void Text_HalfACharacter_IsReplaced()
    {
        Assert.Equal("a\ufffd", new MetricLabel("node", "a\ud83d").Text);
        Assert.Equal("\ufffdb", new MetricLabel("node", "\ude00b").Text);
    }

    [Fact]
    public void Text_TooLong_IsCutWithAMarkAndNoHalfCharacter()
    {
        Assert.Equal(new string('a', 256), new MetricLabel("node", new('a', 256)).Text);
        Assert.Equal(new string('a', 255) + "\ufffd", new MetricLabel("node", new('a', 257)).Text);
        Assert.Equal(new string('a', 254) + "\ufffd", new MetricLabel("node", new string('a', 254) + "\ud83d\ude00b").Text);
    }
}
