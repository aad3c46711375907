using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class ThermalZonesTests
{
    private readonly CannedFiles _files = new();

    [Theory]
    [InlineData("cpu-thermal")]
    [InlineData("x86_pkg_temp")]
    [InlineData("soc-thermal")]
    [InlineData("cpu0-thermal")]
    public void Read_ProcessorIsNotTheFirstZone_IsTaken(string type)
    {
        Zone(0, "acpitz", "27800\n");
        Zone(1, type, "48212\n");

        Assert.Equal(48.212, Read());
    }

    [Fact]
    public void Read_NoZoneOfAProcessor_IsTheFirstThatReads()
    {
        Zone(0, "iwlwifi_1", "");
        Zone(1, "acpitz", "-5500\n");

        Assert.Equal(-5.5, Read());
    }

    [Fact]
    public void Read_ProcessorZoneDoesNotRead_IsAnother()
    {
        Zone(0, "acpitz", "27800\n");
        Zone(1, "cpu-thermal", "error");

        Assert.Equal(27.8, Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("hot\n")]
    [InlineData("48.2\n")]
    [InlineData("48212 mC\n")]
    [InlineData("-40001\n")]
    [InlineData("150001\n")]
    [InlineData("99999999999999999999999\n")]
    public void Read_MalformedOrImplausible_IsAbsent(string text)
    {
        Zone(0, "cpu-thermal", text);

        Assert.Null(Read());
    }

    [Fact]
    public void Read_ZoneStopsReading_IsAbsentAndComesBack()
    {
        Zone(0, "cpu-thermal", "50000\n");
        var info = new LinuxSystemInfo(_files, new FakeTimeProvider());
        Assert.Equal(50, info.ReadCpuTemperatureCelsius());

        Zone(0, "cpu-thermal", null);
        Assert.Null(info.ReadCpuTemperatureCelsius());
        Zone(0, "cpu-thermal", "51000\n");

        Assert.Equal(51, info.ReadCpuTemperatureCelsius());
    }

    private double? Read() => new LinuxSystemInfo(_files, new FakeTimeProvider()).ReadCpuTemperatureCelsius();

    private void Zone(int number, string type, string? temperature)
    {
        _files[$"sys/class/thermal/cooling_device{number}/type"] = "cpu-thermal\n";
        _files[$"sys/class/thermal/thermal_zone{number}/type"] = type + "\n";
        _files[$"sys/class/thermal/thermal_zone{number}/temp"] = temperature;
    }
}
