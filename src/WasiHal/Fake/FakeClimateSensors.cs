using System.Globalization;

namespace WasiHal.Fake;

/// <summary>DHT22 sensors in memory. As the real one, each measures at most every two seconds and answers its last value in between. Safe from any thread.</summary>
public sealed class FakeClimateSensors : IClimateSensors
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Sensor> _sensors = [];
    private readonly TimeProvider _timeProvider;

    internal FakeClimateSensors(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>BCM numbers of the pins with a sensor, ascending. A copy.</summary>
    public IReadOnlyList<int> Pins
    {
        get
        {
            lock (_gate)
            {
                return [.. _sensors.Keys.Order()];
            }
        }
    }

    /// <summary>Attaches a sensor, or changes what an attached one finds when it next measures. It ends a fault.</summary>
    /// <param name="pin">BCM number of its data pin, 0 to 53.</param>
    /// <param name="sample">-40 to 80 °C and 0 to 100 %.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: pin or sample out of range.</exception>
    public void SetDht22(int pin, ClimateSample sample)
    {
        Require.Range(nameof(sample.TemperatureCelsius), sample.TemperatureCelsius, -40, 80, "°C");
        Require.Range(nameof(sample.RelativeHumidityPercent), sample.RelativeHumidityPercent, 0, 100, "%");
        Attach(pin, sensor => (sensor.Measure, sensor.Fault) = (() => sample, null));
    }

    /// <summary>Attaches a sensor to the air, or moves an attached one into it. It finds whole tenths within -40 to 80 °C and 0 to 100 %. It ends a fault.</summary>
    /// <param name="pin">BCM number of its data pin, 0 to 53.</param>
    /// <param name="air">What it measures.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: pin out of range.</exception>
    public void AttachDht22(int pin, IFakeEnvironment air)
    {
        ArgumentNullException.ThrowIfNull(air);
        Attach(pin, sensor => (sensor.Measure, sensor.Fault) = (() => MeasureIn(air), null));
    }

    /// <summary>Attaches a sensor, or lets an attached one fail whenever it is to measure.</summary>
    /// <param name="pin">BCM number of its data pin, 0 to 53.</param>
    /// <param name="fault">What it fails with.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: pin out of range.</exception>
    public void SetDht22Fault(int pin, HardwareErrorKind fault) => Attach(pin, sensor => sensor.Fault = fault);

    /// <summary>Takes a sensor away; without one nothing happens.</summary>
    /// <param name="pin">BCM number of its data pin.</param>
    public void RemoveDht22(int pin)
    {
        lock (_gate)
        {
            _sensors.Remove(pin);
        }
    }

    /// <inheritdoc/>
    public ClimateSample ReadDht22(int pin)
    {
        lock (_gate)
        {
            if (!_sensors.TryGetValue(pin, out var sensor))
            {
                throw Require.NotPresent(
                    string.Create(CultureInfo.InvariantCulture, $"DHT22 on pin {pin}"),
                    _sensors.Count == 0 ? "none" : $"one on {string.Join(", ", _sensors.Keys.Order())}");
            }

            var now = _timeProvider.GetTimestamp();
            if (sensor.Last is { } last && _timeProvider.GetElapsedTime(last.At, now) < ShortestInterval)
            {
                return last.Sample with { Age = _timeProvider.GetElapsedTime(last.At, now) };
            }

            if (sensor.Fault is { } fault)
            {
                throw new HardwareException(fault, string.Create(CultureInfo.InvariantCulture, $"The DHT22 on pin {pin} is set to fail."));
            }

            var sample = sensor.Measure!() with { Age = TimeSpan.Zero };
            sensor.Last = (now, sample);
            return sample;
        }
    }

    private static ClimateSample MeasureIn(IFakeEnvironment air)
    {
        var sample = air.Sample;
        return new(Tenths(sample.TemperatureCelsius, -40, 80), Tenths(sample.RelativeHumidityPercent, 0, 100));
    }

    private static double Tenths(double value, double lowest, double highest) =>
        Math.Round(Math.Clamp(value, lowest, highest), digits: 1);

    private void Attach(int pin, Action<Sensor> change)
    {
        Require.Range(nameof(pin), pin, 0, GpioOptions.HighestPin);
        lock (_gate)
        {
            if (!_sensors.TryGetValue(pin, out var sensor))
            {
                _sensors[pin] = sensor = new();
            }

            change(sensor);
        }
    }

    private sealed class Sensor
    {
        /// <summary>Null only while the sensor has a fault.</summary>
        public Func<ClimateSample>? Measure { get; set; }

        public HardwareErrorKind? Fault { get; set; }

        public (long At, ClimateSample Sample)? Last { get; set; }
    }
}
