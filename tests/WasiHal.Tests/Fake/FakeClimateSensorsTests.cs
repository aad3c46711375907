using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeClimateSensorsTests
{
    private static readonly ClimateSample Warm = new(21.5, 40) { Age = TimeSpan.Zero };
    private static readonly ClimateSample Hot = new(31, 35) { Age = TimeSpan.Zero };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeClimateSensors _climate;

    public FakeClimateSensorsTests() => _climate = new FakeBoard(timeProvider: _time).Climate;

    [Fact]
    public void ReadDht22_NoneOnThePin_IsNotPresentAndNamesThoseThatAre()
    {
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(4), "pin 4", "none");
        _climate.SetDht22(17, Warm);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(4), "one on 17");
    }

    [Fact]
    public void ReadDht22_WithinTwoSeconds_AnswersTheLastValue()
    {
        _climate.SetDht22(4, Warm);
        Assert.Equal(Warm, _climate.ReadDht22(4));
        _climate.SetDht22(4, Hot);

        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Equal(Warm with { Age = TimeSpan.FromMilliseconds(1999) }, _climate.ReadDht22(4));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(Hot, _climate.ReadDht22(4));
    }

    [Theory]
    [InlineData(HardwareErrorKind.Timeout)]
    [InlineData(HardwareErrorKind.Bus)]
    public void ReadDht22_SetToFail_FailsUntilSetAgain(HardwareErrorKind fault)
    {
        _climate.SetDht22Fault(4, fault);

        HardwareAssert.Throws(fault, () => _climate.ReadDht22(4), "pin 4");
        _climate.SetDht22(4, Warm);
        Assert.Equal(Warm, _climate.ReadDht22(4));
    }

    [Fact]
    public void RemoveDht22_Attached_IsNotPresent()
    {
        _climate.SetDht22(4, Warm);

        _climate.RemoveDht22(4);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(4));
    }

    [Theory]
    [InlineData(4, -41, 50, "TemperatureCelsius")]
    [InlineData(4, double.NaN, 50, "TemperatureCelsius")]
    [InlineData(4, 20, 101, "RelativeHumidityPercent")]
    [InlineData(54, 20, 50, "pin")]
    public void SetDht22_OutOfRange_IsInvalid(int pin, double temperature, double humidity, string what) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _climate.SetDht22(pin, new(temperature, humidity)), what);

    [Theory]
    [InlineData(21.26, 40.04, 21.3, 40.0)]
    [InlineData(-10.11, 99.98, -10.1, 100.0)]
    [InlineData(84.9, 0.01, 80.0, 0.0)]
    [InlineData(-40.0, 55.55, -40.0, 55.6)]
    public void AttachDht22_ToTheAir_FindsWholeTenthsWithinItsRange(double temperature, double humidity, double foundTemperature, double foundHumidity)
    {
        _climate.AttachDht22(4, new FakeEnvironment { TemperatureCelsius = temperature, RelativeHumidityPercent = humidity });

        var sample = _climate.ReadDht22(4);

        Assert.Equal((foundTemperature, foundHumidity), (sample.TemperatureCelsius, sample.RelativeHumidityPercent));
        Assert.Equal([4], _climate.Pins);
    }

    [Fact]
    public void AttachDht22_AirChanges_IsFoundAfterTwoSeconds()
    {
        var air = new FakeEnvironment { TemperatureCelsius = 20 };
        _climate.AttachDht22(4, air);
        Assert.Equal(20, _climate.ReadDht22(4).TemperatureCelsius);

        air.TemperatureCelsius = 25;
        Assert.Equal(20, _climate.ReadDht22(4).TemperatureCelsius);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(25, _climate.ReadDht22(4).TemperatureCelsius);
    }

    [Fact]
    public void AttachDht22_AfterAFault_EndsIt()
    {
        _climate.SetDht22Fault(4, HardwareErrorKind.Bus);

        _climate.AttachDht22(4, new FakeEnvironment());

        Assert.Equal(20, _climate.ReadDht22(4).TemperatureCelsius);
    }

    [Fact]
    public void AttachDht22_PinOutOfRangeOrNoAir_IsRefused()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _climate.AttachDht22(54, new FakeEnvironment()), "pin");
        Assert.Throws<ArgumentNullException>(() => _climate.AttachDht22(4, null!));
    }
}
