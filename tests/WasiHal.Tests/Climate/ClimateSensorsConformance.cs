using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Tests.Climate;

/// <summary>What every board must do with a DHT22.</summary>
public abstract class ClimateSensorsConformance
{
    protected abstract IClimateSensors Climate { get; }

    protected abstract FakeTimeProvider Time { get; }

    /// <summary>Lets there be a good sensor that finds this when it next measures.</summary>
    protected abstract void Set(int pin, double temperature, double humidity);

    /// <summary>Lets the sensor fail with <see cref="HardwareErrorKind.Bus"/> or <see cref="HardwareErrorKind.Timeout"/>.</summary>
    protected abstract void Break(int pin, HardwareErrorKind fault);

    [Theory]
    [InlineData(35.1, 65.2)]
    [InlineData(-10.1, 65.2)]
    [InlineData(80.0, 99.9)]
    [InlineData(0.0, 40.0)]
    [InlineData(-0.1, 0.0)]
    [InlineData(-40.0, 100.0)]
    public void ReadDht22_Good_AnswersWhatIsMeasuredNow(double temperature, double humidity)
    {
        Set(4, temperature, humidity);

        Assert.Equal(new(temperature, humidity) { Age = TimeSpan.Zero }, Climate.ReadDht22(4));
    }

    [Fact]
    public void ReadDht22_WithinTwoSeconds_AnswersTheLastValueWithItsAge()
    {
        Set(4, 21.5, 40);
        Climate.ReadDht22(4);
        Set(4, 31, 35);

        Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(new(21.5, 40) { Age = TimeSpan.FromSeconds(1.9) }, Climate.ReadDht22(4));
        Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(new(31, 35) { Age = TimeSpan.Zero }, Climate.ReadDht22(4));
    }

    [Theory]
    [InlineData(HardwareErrorKind.Bus)]
    [InlineData(HardwareErrorKind.Timeout)]
    public void ReadDht22_FailsForHalfAMinute_ThrowsUntilItIsGoodAgain(HardwareErrorKind fault)
    {
        Set(4, 21.5, 40);
        Climate.ReadDht22(4);
        Break(4, fault);
        Time.Advance(TimeSpan.FromSeconds(31));

        HardwareAssert.Throws(fault, () => Climate.ReadDht22(4), "pin 4");

        Set(4, 22, 41);
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(22, Climate.ReadDht22(4).TemperatureCelsius);
    }

    [Fact]
    public void ReadDht22_NeverGood_Throws()
    {
        Break(4, HardwareErrorKind.Bus);

        HardwareAssert.Throws(HardwareErrorKind.Bus, () => Climate.ReadDht22(4), "pin 4");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(999)]
    public void ReadDht22_NoneOnThePin_IsNotPresentAndNamesThoseThatAre(int pin)
    {
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Climate.ReadDht22(pin), $"pin {pin}", "none");
        Set(4, 20, 50);
        Set(17, 20, 50);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Climate.ReadDht22(pin), $"pin {pin}", "one on 4, 17");
    }

    [Fact]
    public void ReadDht22_TwoSensors_AreReadApart()
    {
        Set(4, 20, 50);
        Set(17, 30, 60);

        Assert.Equal(20, Climate.ReadDht22(4).TemperatureCelsius);
        Assert.Equal(30, Climate.ReadDht22(17).TemperatureCelsius);
    }
}
