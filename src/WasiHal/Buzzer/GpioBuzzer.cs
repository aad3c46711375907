namespace WasiHal;

/// <summary>
/// A buzzer that is on or off, on a digital pin: an active one, or any behind a relay. Tones play by the injected clock,
/// one call after the other, while the callers go on. Safe from any thread.
/// </summary>
internal sealed class GpioBuzzer : IBuzzer, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IGpioBank _gpio;
    private readonly int _pin;
    private readonly bool _activeLow;
    private readonly ITimer _timer;

    // The first is the one that plays.
    private readonly Queue<BeepCall> _calls = new();
    private int _begun;
    private bool _isSounding;
    private bool _isOff;

    /// <exception cref="HardwareException">What <see cref="IGpioBank.Configure"/> says of the pin.</exception>
    public GpioBuzzer(IGpioBank gpio, int pin, bool activeLow, TimeProvider timeProvider)
    {
        _gpio = gpio;
        _pin = pin;
        _activeLow = activeLow;

        // The silent level comes with the configuration of the pin, so that it never chirps at the start.
        ConfigureSilent();
        _timer = timeProvider.CreateTimer(static buzzer => ((GpioBuzzer)buzzer!).Step(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Beep(int count, TimeSpan on, TimeSpan off)
    {
        var call = BeepCall.Checked(count, on, off);
        lock (_gate)
        {
            if (_isOff)
            {
                throw new HardwareException(HardwareErrorKind.NotPresent, "The buzzer is switched off: the program ends.");
            }

            if (_calls.Count == BeepCall.QueueLength)
            {
                throw BeepCall.QueueIsFull;
            }

            _calls.Enqueue(call);
            if (_calls.Count == 1)
            {
                Step();
            }
        }
    }

    /// <summary>Silences it at once and forgets what waits.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isOff)
            {
                _isOff = true;
                _calls.Clear();
                _timer.Dispose();
                Silence();
            }
        }
    }

    private void Step()
    {
        lock (_gate)
        {
            while (_calls.TryPeek(out var call))
            {
                if (_isSounding)
                {
                    Silence();
                    if (call.Off > TimeSpan.Zero)
                    {
                        Continue(call.Off);
                        return;
                    }
                }

                if (_begun < call.Count && TrySound())
                {
                    _begun++;
                    Continue(call.On);
                    return;
                }

                // All its tones are over, or the pin fails: the next call may find it mended.
                _calls.Dequeue();
                _begun = 0;
            }
        }
    }

    private void Continue(TimeSpan after) => _timer.Change(after, Timeout.InfiniteTimeSpan);

    private bool TrySound()
    {
        try
        {
            _isSounding = true;
            _gpio.Write(_pin, !_activeLow);
            return true;
        }
        catch (HardwareException)
        {
            // A write that failed may have reached the pin.
            Silence();
            return false;
        }
    }

    private void Silence()
    {
        _isSounding = false;
        try
        {
            _gpio.Write(_pin, _activeLow);
        }
        catch (HardwareException)
        {
            try
            {
                ConfigureSilent();
            }
            catch (HardwareException)
            {
                // Nobody waits for a tone's end who could be told, and there is nothing left to try.
            }
        }
    }

    private void ConfigureSilent() => _gpio.Configure(_pin, _activeLow ? GpioMode.OutputHigh : GpioMode.OutputLow);
}
