using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;
using WasiHal.Tests.Climate;

namespace WasiHal.Tests.Linux;

public sealed class IioClimateSensorsConformanceTests : ClimateSensorsConformance, IDisposable
{
    private readonly CannedFiles _files = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IioClimateSensors _climate;

    public IioClimateSensorsConformanceTests() => _climate = new(_files, _time);

    protected override IClimateSensors Climate => _climate;

    protected override FakeTimeProvider Time => _time;

    public void Dispose() => _climate.Dispose();

    protected override void Set(int pin, double temperature, double humidity)
    {
        _files.AddDht(pin, pin);
        _files.SetDht(pin, Thousandths(temperature), Thousandths(humidity));
    }

    protected override void Break(int pin, HardwareErrorKind fault)
    {
        _files.AddDht(pin, pin);
        _files.FailDht(pin, DhtFiles.ErrorOf(fault));
    }

    private static string Thousandths(double value) => Math.Round(1000 * value).ToString(CultureInfo.InvariantCulture);
}
