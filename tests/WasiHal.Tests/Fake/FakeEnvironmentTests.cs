using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeEnvironmentTests
{
    private readonly FakeEnvironment _environment = new();

    [Fact]
    public void Sample_AfterEachIsSet_HasAll()
    {
        _environment.TemperatureCelsius = -12.5;
        _environment.RelativeHumidityPercent = 81;
        _environment.PressurePascals = 98_000;
        _environment.GasResistanceOhms = 5_000;

        Assert.Equal(new(-12.5, 81, 98_000, 5_000), _environment.Sample);
    }

    [Fact]
    public void Sample_Set_SetsEach()
    {
        _environment.Sample = new(1, 2, 30_003, 400);

        Assert.Equal(1, _environment.TemperatureCelsius);
        Assert.Equal(2, _environment.RelativeHumidityPercent);
        Assert.Equal(30_003, _environment.PressurePascals);
        Assert.Equal(400, _environment.GasResistanceOhms);
    }

    [Fact]
    public void Set_OutOfRange_IsInvalidAndChangesNothing()
    {
        var before = _environment.Sample;

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _environment.TemperatureCelsius = double.NaN, "TemperatureCelsius", "-40 to 85 °C");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _environment.RelativeHumidityPercent = 100.1, "100.1", "0 to 100 %");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _environment.PressurePascals = 1013, "1013", "30000 to 110000 Pa");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _environment.GasResistanceOhms = 0, "GasResistanceOhms is 0", "200 to 12000000 Ω");

        Assert.Equal(before, _environment.Sample);
    }
}
