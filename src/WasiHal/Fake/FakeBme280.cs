namespace WasiHal.Fake;

/// <summary>
/// A BME280 down to its registers: sleep, forced and normal mode, conversion times, filter, soft reset, calibration. It
/// converts the air of its environment so that a correct driver reads that air back: in forced mode the air in which
/// the measurement was started, in normal mode that of the first transaction after a cycle. Safe from any thread.
/// Source: BST-BME280-DS002, sections 3 to 5 and 9.1 (the longest times).
/// </summary>
/// <param name="environment">The air around it.</param>
/// <param name="timeProvider">The clock of its conversions; without it, the system's.</param>
public sealed class FakeBme280(IFakeEnvironment environment, TimeProvider? timeProvider = null) : IPoweredTarget
{
    /// <summary>The address with SDO low.</summary>
    public const int DefaultAddress = 0x76;

    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(2);
    private static readonly double[] StandbyMilliseconds = [0.5, 62.5, 125, 250, 500, 1000, 10, 20];

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly BoschRegisters _registers = CreateRegisters();
    private long? _resetAt;
    private Measurement? _running;
    private byte _humidityControl;
    private RawFilter _temperatureFilter;
    private RawFilter _pressureFilter;

    /// <summary>
    /// Burns calibration in, as it was read from a real chip; other than a real chip's may invert to nothing sensible.
    /// Without it temperature and pressure are the example of the BMP280's datasheet, and humidity is usual.
    /// </summary>
    /// <param name="register">The first register.</param>
    /// <param name="image">All within 0x88 to 0xA1 or 0xE1 to 0xE7.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: other registers.</exception>
    public void SetCalibration(byte register, ReadOnlySpan<byte> image)
    {
        var last = register + image.Length - 1;
        if (image.IsEmpty || !((register >= 0x88 && last <= 0xA1) || (register >= 0xE1 && last <= 0xE7)))
        {
            throw Require.Invalid("calibration", $"0x{register:x2} to 0x{last:x2}", "within 0x88 to 0xa1 or 0xe1 to 0xe7");
        }

        lock (_gate)
        {
            image.CopyTo(_registers.From(register, image.Length));
        }
    }

    /// <inheritdoc/>
    public void PowerCycle()
    {
        lock (_gate)
        {
            Reset();
            _resetAt = null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NoAcknowledge"/>: within 2 ms of a soft reset.</exception>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            if (_resetAt is { } at && _timeProvider.GetElapsedTime(at) < StartUp)
            {
                throw new HardwareException(HardwareErrorKind.NoAcknowledge, "The BME280 starts up: it answers 2 ms after a soft reset.");
            }

            _resetAt = null;
            Advance();
            _registers.Transfer(write, read, Store);
        }
    }

    private static BoschRegisters CreateRegisters()
    {
        var registers = new BoschRegisters();
        Bme280Image.Write(registers);
        return registers;
    }

    private void Store(byte register, byte value)
    {
        switch (register)
        {
            case 0xE0 when value == 0xB6:
                Reset();
                _resetAt = _timeProvider.GetTimestamp();
                break;
            case 0xF2 or 0xF5:
                _registers[register] = value;
                break;
            case 0xF4:
                _registers[register] = value;

                // ctrl_hum counts only from the next write of ctrl_meas on (section 5.4.3).
                _humidityControl = _registers[0xF2];
                _running = (value & 3) == 0 ? null : Begin();
                Advance();
                break;
        }
    }

    private void Reset()
    {
        _running = null;
        _humidityControl = 0;
        (_temperatureFilter, _pressureFilter) = (default, default);
        Bme280Image.ResetSettings(_registers);
    }

    private Measurement Begin()
    {
        var (temperature, pressure, humidity) = (_registers[0xF4] >> 5, (_registers[0xF4] >> 2) & 7, _humidityControl & 7);
        var milliseconds = 1.25 + (2.3 * Bme680Formulas.Samples(temperature))
            + (pressure == 0 ? 0 : (2.3 * Bme680Formulas.Samples(pressure)) + 0.575)
            + (humidity == 0 ? 0 : (2.3 * Bme680Formulas.Samples(humidity)) + 0.575);
        var isNormal = (_registers[0xF4] & 3) == 3;
        return new(
            _timeProvider.GetTimestamp(),
            TimeSpan.FromMilliseconds(milliseconds),
            isNormal ? TimeSpan.FromMilliseconds(StandbyMilliseconds[_registers[0xF5] >> 5]) : null,
            environment.Sample);
    }

    private void Advance()
    {
        if (_running is not { } running)
        {
            _registers[0xF3] = 0;
            return;
        }

        var elapsed = _timeProvider.GetElapsedTime(running.Start);
        if (running.Standby is { } standby)
        {
            var cycle = running.Duration + standby;
            var finished = (long)((elapsed + standby) / cycle);
            if (finished > running.Finished)
            {
                Finish(environment.Sample);
                _running = running with { Finished = finished };
            }

            _registers[0xF3] = (byte)(elapsed.Ticks % cycle.Ticks < running.Duration.Ticks ? 0x08 : 0);
        }
        else if (elapsed < running.Duration)
        {
            _registers[0xF3] = 0x08;
        }
        else
        {
            _running = null;
            Finish(running.Air);
            _registers[0xF3] = 0;
            _registers[0xF4] &= 0xFC;
        }
    }

    private void Finish(EnvironmentSample air)
    {
        var calibration = Bme280Calibration.Read(_registers.Values);
        var temperature = Bisection.Nearest(raw => Bme280Formulas.FineTemperature(calibration, raw) / 5120, 0xFFFFF, air.TemperatureCelsius);
        var fine = Bme280Formulas.FineTemperature(calibration, temperature);
        var pressure = Bisection.Nearest(raw => Bme280Formulas.Pascals(calibration, raw, fine), 0xFFFFF, air.PressurePascals);
        var humidity = Bisection.Nearest(raw => Bme280Formulas.HumidityPercent(calibration, raw, fine), 0xFFFF, air.RelativeHumidityPercent);

        var divisor = 1 << Math.Min((_registers[0xF5] >> 2) & 7, 4);
        var control = _registers[0xF4];
        _registers.PutPressureOrTemperature(0xF7, (control & 0x1C) == 0 ? Bme680Raw.Skipped : _pressureFilter.Take(pressure, divisor));
        _registers.PutPressureOrTemperature(0xFA, (control & 0xE0) == 0 ? Bme680Raw.Skipped : _temperatureFilter.Take(temperature, divisor));
        _registers.PutHumidity(0xFD, (_humidityControl & 7) == 0 ? Bme680Raw.SkippedHumidity : humidity);
    }

    /// <param name="Start">When the mode was set.</param>
    /// <param name="Duration">Of one measurement.</param>
    /// <param name="Standby">Between two in normal mode; none in forced mode.</param>
    /// <param name="Air">At the start.</param>
    /// <param name="Finished">How many cycles of normal mode have been told.</param>
    private sealed record Measurement(long Start, TimeSpan Duration, TimeSpan? Standby, EnvironmentSample Air, long Finished = 0);
}
