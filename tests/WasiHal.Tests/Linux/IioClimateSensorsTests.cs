using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class IioClimateSensorsTests : IDisposable
{
    private static readonly TimeSpan Two = TimeSpan.FromSeconds(2);

    private readonly CannedFiles _files = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IioClimateSensors _climate;

    public IioClimateSensorsTests()
    {
        _files.AddDht(0, pin: 4);
        _files.SetDht(0, "21500", "40000");
        _climate = new(_files, _time);
    }

    private string Humidity { get; } = $"{DhtFiles.Folder(0)}/in_humidityrelative_input";

    public void Dispose() => _climate.Dispose();

    /// <summary>What the driver makes of <c>028C015FEE 028C806573 03E703200D 0190000091 0000800181</c>.</summary>
    [Theory]
    [InlineData("35100", "65200", 35.1, 65.2)]
    [InlineData("-10100", "65200", -10.1, 65.2)]
    [InlineData("80000", "99900", 80.0, 99.9)]
    [InlineData("0", "40000", 0.0, 40.0)]
    [InlineData("-100", "0", -0.1, 0.0)]
    public void ReadDht22_FramesOfTheDatasheet_AreTheirValues(string temperature, string humidity, double celsius, double percent)
    {
        _files.SetDht(0, temperature, humidity);

        Assert.Equal(new(celsius, percent) { Age = TimeSpan.Zero }, _climate.ReadDht22(4));
    }

    [Theory]
    [InlineData("0", "0", "zeros")]
    [InlineData("80001", "40000", "80.001")]
    [InlineData("-40001", "40000", "-40.001")]
    [InlineData("21500", "100001", "100.001")]
    [InlineData("21500", "-1", "-0.001")]
    [InlineData("", "40000", "no number")]
    [InlineData("21500", "moist", "no number")]
    public void ReadDht22_Implausible_IsBus(string temperature, string humidity, string words)
    {
        _files.SetDht(0, temperature, humidity);

        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4), "pin 4", words, "3.3 V", "10 kΩ");
    }

    [Theory]
    [InlineData(KernelError.InputOutput, HardwareErrorKind.Bus, "Check its wires")]
    [InlineData(KernelError.TryAgain, HardwareErrorKind.Bus, "timed")]
    [InlineData(KernelError.TimedOut, HardwareErrorKind.Timeout, "does not answer")]
    [InlineData(KernelError.NoDevice, HardwareErrorKind.NotPresent, "gone")]
    [InlineData(KernelError.AccessDenied, HardwareErrorKind.Denied, "in_temp_input")]
    [InlineData(12, HardwareErrorKind.Other, "memory")]
    public void ReadDht22_KernelRefuses_SaysWhy(int error, HardwareErrorKind kind, string words)
    {
        _files.FailDht(0, error);

        HardwareAssert.Throws(kind, () => _climate.ReadDht22(4), words);
    }

    [Fact]
    public void ReadDht22_HumidityFails_DoesNotAnswerHalfAMeasurement()
    {
        _climate.ReadDht22(4);
        _files.SetDht(0, "25000", "50000");
        _files.Fail(Humidity, KernelError.InputOutput);
        _time.Advance(Two);

        Assert.Equal(new(21.5, 40) { Age = Two }, _climate.ReadDht22(4));
    }

    [Fact]
    public void ReadDht22_FailsAfterAGoodOne_AnswersThatForHalfAMinuteAndNoLonger()
    {
        _climate.ReadDht22(4);
        _files.FailDht(0, KernelError.InputOutput);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new(21.5, 40) { Age = TimeSpan.FromSeconds(30) }, _climate.ReadDht22(4));
        _time.Advance(TimeSpan.FromTicks(1));

        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4), "pin 4", "last good value is 30 s old");
    }

    [Fact]
    public void ReadDht22_FailsOnce_IsMeasuredAgainInTheBackground()
    {
        _files.FailDht(0, KernelError.InputOutput);
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4));
        _files.SetDht(0, "25000", "50000");

        _time.Advance(TimeSpan.FromSeconds(2.1));
        _files.FailDht(0, KernelError.InputOutput);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new(25, 50) { Age = TimeSpan.FromSeconds(10) }, _climate.ReadDht22(4));
    }

    [Fact]
    public void ReadDht22_FailsAndNobodyAsks_IsMeasuredThreeTimesMore()
    {
        _files.FailDht(0, KernelError.TimedOut);
        HardwareAssert.Throws(HardwareErrorKind.Timeout, () => _climate.ReadDht22(4));
        var each = ReadsDuring(TimeSpan.FromSeconds(2.1));

        var second = ReadsDuring(TimeSpan.FromSeconds(2.1));
        var third = ReadsDuring(TimeSpan.FromSeconds(2.1));
        var later = ReadsDuring(TimeSpan.FromMinutes(1));

        Assert.True(each > 0);
        Assert.Equal((each, each, 0), (second, third, later));
    }

    [Fact]
    public void ReadDht22_AskedAgainAndAgain_MeasuresEveryTwoSecondsAtMost()
    {
        _files.FailDht(0, KernelError.InputOutput);
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4));
        var before = _files.Reads;

        _time.Advance(TimeSpan.FromSeconds(1.9));
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4));

        Assert.Equal(before, _files.Reads);
    }

    [Fact]
    public void Dispose_WhileItRetries_EndsThat()
    {
        _files.FailDht(0, KernelError.InputOutput);
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _climate.ReadDht22(4));

        _climate.Dispose();

        Assert.Equal(0, ReadsDuring(TimeSpan.FromMinutes(1)));
        Assert.Throws<ObjectDisposedException>(() => _climate.ReadDht22(4));
    }

    [Fact]
    public void ReadDht22_DriverIsUnloaded_AnswersNoOldValue()
    {
        _climate.ReadDht22(4);
        _files[$"{DhtFiles.Folder(0)}/name"] = null;
        _time.Advance(Two);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(4), "dtoverlay=dht11,gpiopin=4");

        _files.AddDht(3, pin: 4);
        _files.SetDht(3, "25000", "50000");
        _time.Advance(Two);
        Assert.Equal(25, _climate.ReadDht22(4).TemperatureCelsius);
    }

    [Fact]
    public void ReadDht22_NoDriver_SaysWhichLineToWrite()
    {
        using var climate = new IioClimateSensors(new CannedFiles(), _time);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => climate.ReadDht22(17), "dtoverlay=dht11,gpiopin=17", "/boot/firmware/config.txt");
    }

    [Fact]
    public void ReadDht22_OneSensorOfAnUnknownPin_IsTheOne()
    {
        _files.AddDht(0, pin: null);

        Assert.Equal(21.5, _climate.ReadDht22(22).TemperatureCelsius);
        Assert.Empty(_climate.Pins);
    }

    [Fact]
    public void ReadDht22_SeveralOfUnknownPins_IsNotPresentAndSaysSo()
    {
        _files.AddDht(0, pin: null);
        _files.AddDht(1, pin: null);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(4), "2 sensors", "do not tell", "pin 4");
    }

    [Fact]
    public void ReadDht22_SeveralOfWhichOneIsOnThePin_IsThatOne()
    {
        _files.AddDht(1, pin: null);
        _files.AddDht(2, pin: 27);
        _files.SetDht(2, "30000", "60000");

        Assert.Equal(30, _climate.ReadDht22(27).TemperatureCelsius);
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _climate.ReadDht22(5), "do not tell");
    }

    [Fact]
    public void Pins_OtherDevicesToo_AreThoseOfTheDriver()
    {
        _files.AddDht(10, pin: 17);
        _files["sys/bus/iio/devices/iio:device2/name"] = "bme680\n";
        _files["sys/bus/iio/devices/iio:device2/of_node/gpios"] = "\0\0\0\u0007\0\0\0\u0009\0\0\0\0";

        Assert.Equal([4, 17], _climate.Pins);
    }

    private int ReadsDuring(TimeSpan time)
    {
        var before = _files.Reads;
        _time.Advance(time);
        return _files.Reads - before;
    }
}
