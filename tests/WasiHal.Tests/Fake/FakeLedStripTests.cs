using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeLedStripTests
{
    private static readonly RgbColor Red = new(255, 0, 0);

    private readonly FakeLedStrip _strip = new FakeBoard(new() { Leds = { Count = 11 } }).Leds;

    [Fact]
    public void Set_WithoutShow_ShowsNothing()
    {
        _strip.Set(3, [Red]);

        Assert.Equal(default, _strip.Shown[3]);
        Assert.Equal(0, _strip.FrameCount);
    }

    [Fact]
    public void Show_AfterSet_ShowsIt()
    {
        _strip.Set(9, [Red, Red]);

        _strip.Show();

        Assert.Equal(Enumerable.Repeat(default(RgbColor), 9).Append(Red).Append(Red), _strip.Shown);
    }

    [Fact]
    public void Show_NothingChanged_SendsNothing()
    {
        _strip.Show();
        _strip.Set(0, [Red]);
        _strip.Show();
        _strip.Set(0, [Red]);
        _strip.Show();

        Assert.Equal(1, _strip.FrameCount);
    }

    [Theory]
    [InlineData(-1, 1, "start is -1", "0 to 11")]
    [InlineData(12, 0, "start is 12", "0 to 11")]
    [InlineData(11, 1, "length of colors is 1", "0 to 0")]
    [InlineData(9, 3, "length of colors is 3", "0 to 2")]
    public void Set_NotAllExist_IsInvalidAndSetsNone(int start, int count, string what, string accepted)
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _strip.Set(start, Enumerable.Repeat(Red, count).ToArray()), what, accepted);

        _strip.Show();
        Assert.All(_strip.Shown, color => Assert.Equal(default, color));
    }

    [Fact]
    public void Show_NoStrip_IsNotPresent() =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => new FakeBoard().Leds.Show(), "LED strip", "leds.count");

    [Theory]
    [InlineData(-1)]
    [InlineData(1025)]
    public void Constructor_CountOutOfRange_IsInvalid(int count) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _ = new FakeBoard(new() { Leds = { Count = count } }), "0 to 1024");

    [Fact]
    public void FromRgb_Number_IsTheColour() => Assert.Equal(new(0x12, 0x34, 0x56), RgbColor.FromRgb(0xff123456));
}
