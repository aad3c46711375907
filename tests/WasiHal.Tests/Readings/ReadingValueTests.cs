namespace WasiHal.Tests.Readings;

public sealed class ReadingValueTests
{
    [Fact]
    public void FromNumber_Finite_IsANumber()
    {
        var value = ReadingValue.FromNumber(20.5);

        Assert.Equal(ReadingValueKind.Number, value.Kind);
        Assert.Equal(20.5, value.Number);
        Assert.Equal("20.5", value.ToString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromNumber_NotFinite_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReadingValue.FromNumber(value));

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public void FromFlag_State_IsAFlag(bool state, string text)
    {
        var value = ReadingValue.FromFlag(state);

        Assert.Equal(ReadingValueKind.Flag, value.Kind);
        Assert.Equal(state, value.Flag);
        Assert.Equal(text, value.ToString());
    }

    [Fact]
    public void FromText_Text_IsAText()
    {
        var value = ReadingValue.FromText("open");

        Assert.Equal(ReadingValueKind.Text, value.Kind);
        Assert.Equal("open", value.Text);
        Assert.Equal("open", value.ToString());
    }

    [Fact]
    public void Accessors_OtherKind_ThrowNamingBoth()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => ReadingValue.FromText("1").Number);

        Assert.Equal("The value is a Text, not a Number.", exception.Message);
        Assert.Throws<InvalidOperationException>(() => ReadingValue.FromNumber(1).Flag);
        Assert.Throws<InvalidOperationException>(() => ReadingValue.FromFlag(true).Text);
    }

    [Fact]
    public void IsStale_ExactlyDue_IsNotYetStale()
    {
        var reading = Sample.Reading("t", 1);

        Assert.False(reading.IsStale(Sample.Noon.AddSeconds(15)));
        Assert.True(reading.IsStale(Sample.Noon.AddSeconds(15).AddTicks(1)));
    }
}
