using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Climate;

public sealed class FakeClimateSensorsConformanceTests : ClimateSensorsConformance
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeClimateSensors _climate;

    public FakeClimateSensorsConformanceTests() => _climate = new FakeBoard(timeProvider: _time).Climate;

    protected override IClimateSensors Climate => _climate;

    protected override FakeTimeProvider Time => _time;

    protected override void Set(int pin, double temperature, double humidity) => _climate.SetDht22(pin, new(temperature, humidity));

    protected override void Break(int pin, HardwareErrorKind fault) => _climate.SetDht22Fault(pin, fault);
}
