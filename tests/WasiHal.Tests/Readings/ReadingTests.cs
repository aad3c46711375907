namespace WasiHal.Tests.Readings;

public sealed class ReadingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void IsStale_ClockOfTheNodeIsOff_CountsByThisMachines(int ahead)
    {
        var skew = TimeSpan.FromSeconds(ahead);
        var reading = Sample.Reading("t", 1, after: skew) with { ClockSkew = skew };

        Assert.Equal(Sample.Noon, reading.TimeHere);
        Assert.False(reading.IsStale(Sample.Noon.AddSeconds(15)));
        Assert.True(reading.IsStale(Sample.Noon.AddSeconds(15.001)));
    }

    [Fact]
    public void TimeHere_BeyondAllTimes_IsTheLastOrFirstThereIs()
    {
        var reading = Sample.Reading("t", 1);

        Assert.Equal(DateTimeOffset.MaxValue.Ticks, (reading with { ClockSkew = TimeSpan.MinValue }).TimeHere.Ticks);
        Assert.Equal(DateTimeOffset.MinValue, (reading with { ClockSkew = TimeSpan.MaxValue }).TimeHere);
    }
}
