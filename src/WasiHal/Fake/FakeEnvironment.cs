namespace WasiHal.Fake;

/// <summary>Air that a test sets: 20 °C, 50 %, 101,325 Pa and 100 kΩ until then. Safe from any thread.</summary>
public sealed class FakeEnvironment : IFakeEnvironment
{
    private readonly Lock _gate = new();
    private EnvironmentSample _sample = new(20, 50, 101_325, 100_000);

    /// <summary>All values at once. Each is held to the range of its own property.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: a value out of range.</exception>
    public EnvironmentSample Sample
    {
        get
        {
            lock (_gate)
            {
                return _sample;
            }
        }

        set => Change(_ => value);
    }

    /// <summary>Temperature, -40 to 85 °C.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public double TemperatureCelsius
    {
        get => Sample.TemperatureCelsius;
        set => Change(sample => sample with { TemperatureCelsius = value });
    }

    /// <summary>Relative humidity, 0 to 100 %.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public double RelativeHumidityPercent
    {
        get => Sample.RelativeHumidityPercent;
        set => Change(sample => sample with { RelativeHumidityPercent = value });
    }

    /// <summary>Pressure, 30,000 to 110,000 Pa.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public double PressurePascals
    {
        get => Sample.PressurePascals;
        set => Change(sample => sample with { PressurePascals = value });
    }

    /// <summary>Resistance of a gas sensor, 200 to 12,000,000 Ω, which is about the scale of a BME680.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public double GasResistanceOhms
    {
        get => Sample.GasResistanceOhms;
        set => Change(sample => sample with { GasResistanceOhms = value });
    }

    private void Change(Func<EnvironmentSample, EnvironmentSample> change)
    {
        lock (_gate)
        {
            var next = change(_sample);
            Require.Range(nameof(next.TemperatureCelsius), next.TemperatureCelsius, -40, 85, "°C");
            Require.Range(nameof(next.RelativeHumidityPercent), next.RelativeHumidityPercent, 0, 100, "%");
            Require.Range(nameof(next.PressurePascals), next.PressurePascals, 30_000, 110_000, "Pa");
            Require.Range(nameof(next.GasResistanceOhms), next.GasResistanceOhms, 200, 12_000_000, "Ω");
            _sample = next;
        }
    }
}
