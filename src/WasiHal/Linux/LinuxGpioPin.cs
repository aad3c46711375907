using System.Device.Gpio;
using System.Globalization;

namespace WasiHal.Linux;

/// <summary>One pin of a controller, and all that the controller does not check. Safe from any thread.</summary>
internal sealed class LinuxGpioPin(GpioController controller, int number)
{
    private readonly Lock _gate = new();
    private readonly List<EdgeListener> _listeners = [];
    private GpioMode? _mode;
    private bool _isOff;

    public int Number => number;

    private bool IsOutput => _mode is GpioMode.OutputLow or GpioMode.OutputHigh;

    public void Configure(GpioMode mode)
    {
        lock (_gate)
        {
            ThrowIfOff();
            EndListeners();
            var level = mode == GpioMode.OutputHigh ? PinValue.High : PinValue.Low;
            if (IsOutput && mode is GpioMode.OutputLow or GpioMode.OutputHigh)
            {
                // It is an output already: its direction is left alone, and only its level can change.
                Ask("be configured", () => controller.Write(number, level));
            }
            else
            {
                Ask("be configured", () => Open(mode, level));
            }

            _mode = mode;
        }
    }

    public bool Read()
    {
        lock (_gate)
        {
            ThrowIfOff();
            if (_mode is null)
            {
                throw Wrong("configured");
            }

            var level = PinValue.Low;
            Ask("be read", () => level = controller.Read(number));
            return level == PinValue.High;
        }
    }

    public void Write(bool high)
    {
        lock (_gate)
        {
            ThrowIfOff();
            if (!IsOutput)
            {
                throw Wrong("configured as an output");
            }

            Ask("be written", () => controller.Write(number, high));
        }
    }

    public void DemandInput()
    {
        lock (_gate)
        {
            ThrowIfOff();
            if (_mode is null || IsOutput)
            {
                throw Wrong("configured as an input");
            }
        }
    }

    public void Add(EdgeListener listener)
    {
        lock (_gate)
        {
            DemandInput();
            Ask("be watched", () => controller.RegisterCallbackForPinValueChangedEvent(number, listener.Types, listener.OnChange));
            _listeners.Add(listener);
        }
    }

    public void Forget(EdgeListener listener)
    {
        lock (_gate)
        {
            if (_listeners.Remove(listener))
            {
                listener.End();
                Unregister(listener);
            }
        }
    }

    /// <summary>For the last time: whoever waits is let go, and every verb after it is refused.</summary>
    public void SwitchOff()
    {
        lock (_gate)
        {
            _isOff = true;
            EndListeners();
        }
    }

    private void Open(GpioMode mode, PinValue level)
    {
        var isNew = !controller.IsPinOpen(number);
        try
        {
            // On a pin that is open already this sets only mode and level, and both in one call of the driver.
            controller.OpenPin(number, ModeOf(mode), level);
        }
        catch when (isNew && controller.IsPinOpen(number))
        {
            // The controller counts it as open with a mode that it never got.
            controller.ClosePin(number);
            throw;
        }
    }

    private void EndListeners()
    {
        foreach (var listener in _listeners)
        {
            listener.End();
            Unregister(listener);
        }

        _listeners.Clear();
    }

    private void Unregister(EdgeListener listener)
    {
        try
        {
            controller.UnregisterCallbackForPinValueChangedEvent(number, listener.OnChange);
        }
#pragma warning disable CA1031 // The listener is deaf already; whatever a driver fails with, ending a watch does not fail.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private void Ask(string what, Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // A driver of the package throws what it likes; here it gets its physical meaning.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw PinFault.Of(exception, string.Create(CultureInfo.InvariantCulture, $"Pin {number} cannot {what}"));
        }
    }

    private void ThrowIfOff()
    {
        if (_isOff)
        {
            throw PinFault.SwitchedOff("board");
        }
    }

    private HardwareException Wrong(string lacking) =>
        new(HardwareErrorKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"Pin {number} is not {lacking}."));

    private static PinMode ModeOf(GpioMode mode) => mode switch
    {
        GpioMode.Input => PinMode.Input,
        GpioMode.InputPullUp => PinMode.InputPullUp,
        GpioMode.InputPullDown => PinMode.InputPullDown,
        _ => PinMode.Output,
    };
}
