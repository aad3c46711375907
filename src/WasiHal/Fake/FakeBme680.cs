namespace WasiHal.Fake;

/// <summary>
/// A BME680 (or the gas part of a BME688) down to its registers: sleep and forced mode, conversion times, heater, status
/// bits, soft reset, calibration. It converts the air of its environment so that a correct driver reads that air back.
/// It measures the air of the moment in which the measurement is started. Safe from any thread.
/// Source: BST-BME680-DS001; where that is silent (when new_data goes, the filter's arithmetic), the likeliest.
/// </summary>
/// <param name="environment">The air around it.</param>
/// <param name="timeProvider">The clock of its conversions; without it, the system's.</param>
public sealed class FakeBme680(IFakeEnvironment environment, TimeProvider? timeProvider = null) : IPoweredTarget
{
    /// <summary>The address with SDO low.</summary>
    public const int DefaultAddress = 0x76;

    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan ShortestHeating = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly BoschRegisters _registers = CreateRegisters();
    private long? _resetAt;
    private Measurement? _running;
    private RawFilter _temperatureFilter;
    private RawFilter _pressureFilter;

    /// <summary>Register 0xF0: 0 for a BME680, 1 for the gas scale, gas bit and gas registers of a BME688.</summary>
    /// <value>0.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: neither.</exception>
    public byte Variant
    {
        get => Locked(() => _registers[0xF0]);
        init
        {
            Require.Range(nameof(Variant), value, (byte)0, (byte)1);
            _registers[0xF0] = value;
        }
    }

    /// <summary>Register 0xD0; another value than 0x61 is a chip that a driver should refuse.</summary>
    /// <value>0x61.</value>
    public byte ChipId
    {
        get => Locked(() => _registers[0xD0]);
        init => _registers[0xD0] = value;
    }

    /// <summary>
    /// Burns calibration in, as it was read from a real chip; other than a real chip's may invert to nothing sensible.
    /// Without it the chip is one whose calibration was published (hardware with t1 26136, p1 36266, h1 809).
    /// </summary>
    /// <param name="register">The first register.</param>
    /// <param name="image">All within 0x00 to 0x04, 0x89 to 0xA1 or 0xE1 to 0xEF.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: other registers.</exception>
    public void SetCalibration(byte register, ReadOnlySpan<byte> image)
    {
        var last = register + image.Length - 1;
        if (image.IsEmpty || !((register >= 0x00 && last <= 0x04) || (register >= 0x89 && last <= 0xA1) || (register >= 0xE1 && last <= 0xEF)))
        {
            throw Require.Invalid("calibration", $"0x{register:x2} to 0x{last:x2}", "within 0x00 to 0x04, 0x89 to 0xa1 or 0xe1 to 0xef");
        }

        lock (_gate)
        {
            image.CopyTo(_registers.From(register, image.Length));
        }
    }

    /// <inheritdoc/>
    public void PowerCycle() => Locked(() =>
    {
        Reset();
        return _resetAt = null;
    });

    /// <inheritdoc/>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NoAcknowledge"/>: within 2 ms of a soft reset.</exception>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            if (_resetAt is { } at && _timeProvider.GetElapsedTime(at) < StartUp)
            {
                throw new HardwareException(HardwareErrorKind.NoAcknowledge, "The BME680 starts up: it answers 2 ms after a soft reset.");
            }

            _resetAt = null;
            Advance();
            _registers.Transfer(write, read, Store);
        }
    }

    private static BoschRegisters CreateRegisters()
    {
        var registers = new BoschRegisters();
        Bme680Image.Write(registers);
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

            // A running measurement keeps the settings it began with (section 3.2).
            case (>= 0x50 and <= 0x6D) or (>= 0x70 and <= 0x75) when _running is null:
                _registers[register] = value;
                if (register == 0x74)
                {
                    ChangeMode(value & 3);
                }

                break;
        }
    }

    private void Reset()
    {
        _running = null;
        (_temperatureFilter, _pressureFilter) = (default, default);
        Bme680Image.ResetSettings(_registers);
    }

    private void ChangeMode(int mode)
    {
        if (mode != 1)
        {
            _registers[0x74] &= 0xFC;
            return;
        }

        var air = environment.Sample;
        var calibration = Bme680Calibration.Read(_registers.Values);
        var (temperature, pressure, humidity) = (_registers[0x74] >> 5, (_registers[0x74] >> 2) & 7, _registers[0x72] & 7);
        var samples = Bme680Formulas.Samples(temperature) + Bme680Formulas.Samples(pressure) + Bme680Formulas.Samples(humidity);
        var duration = Bme680Formulas.ForcedDuration(samples);
        var profile = _registers[0x71] & 0x0F;
        var gas = (_registers[0x71] & (Variant == 0 ? 0x10 : 0x20)) != 0 && (_registers[0x70] & 0x08) == 0 && profile < 10;
        var heating = gas ? Bme680Formulas.GasWait(_registers[0x64 + profile]) : TimeSpan.Zero;
        _running = new(_timeProvider.GetTimestamp(), duration, duration + heating, calibration, air, gas);
        _registers[0x1D] = (byte)profile;
        Advance();
    }

    private void Advance()
    {
        if (_running is not { } running)
        {
            return;
        }

        var elapsed = _timeProvider.GetElapsedTime(running.Start);
        if (elapsed < running.End)
        {
            _registers[0x1D] = (byte)((_registers[0x1D] & 0x0F) | 0x20 | (elapsed < running.GasStart ? 0 : 0x40));
            return;
        }

        _running = null;
        Finish(running);
        _registers[0x1D] = (byte)((_registers[0x1D] & 0x0F) | 0x80);
        _registers[0x1E]++;
        _registers[0x74] &= 0xFC;
    }

    private void Finish(Measurement running)
    {
        var raw = Bme680Raw.Of(running.Calibration, running.Air);
        var divisor = 1 << ((_registers[0x75] >> 2) & 7);
        var control = _registers[0x74];
        _registers.PutPressureOrTemperature(0x1F, (control & 0x1C) == 0 ? Bme680Raw.Skipped : _pressureFilter.Take(raw.Pressure, divisor));
        _registers.PutPressureOrTemperature(0x22, (control & 0xE0) == 0 ? Bme680Raw.Skipped : _temperatureFilter.Take(raw.Temperature, divisor));
        _registers.PutHumidity(0x25, (_registers[0x72] & 7) == 0 ? Bme680Raw.SkippedHumidity : raw.Humidity);

        var field = Variant == 0 ? 0x2A : 0x2C;
        _registers.From(field, 2).Clear();
        if (running.Gas)
        {
            var ohms = running.Air.GasResistanceOhms;
            var (gas, range) = Bme680Raw.Gas(Variant == 0
                ? candidate => Bme680Formulas.RawGas(running.Calibration, ohms, candidate)
                : candidate => Bme680Formulas.RawGasHigh(ohms, candidate));
            _registers[field] = (byte)(gas >> 2);
            _registers[field + 1] = (byte)((gas << 6) | 0x20 | (IsHeaterStable(running) ? 0x10 : 0) | range);
        }
    }

    /// <summary>Whether the heater had the time and a setting to reach 200 to 400 °C.</summary>
    private bool IsHeaterStable(Measurement running)
    {
        // Three steps are about 12 °C: a driver may have computed the setting for other air than there is.
        const int Tolerance = 3;
        var code = _registers[0x5A + (_registers[0x71] & 0x0F)];
        var ambient = running.Air.TemperatureCelsius;
        return running.End - running.GasStart >= ShortestHeating
            && code >= Bme680Formulas.HeaterCode(running.Calibration, 200, ambient) - Tolerance
            && code <= Bme680Formulas.HeaterCode(running.Calibration, 400, ambient) + Tolerance;
    }

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    private sealed record Measurement(
        long Start, TimeSpan GasStart, TimeSpan End, Bme680Calibration Calibration, EnvironmentSample Air, bool Gas);
}
