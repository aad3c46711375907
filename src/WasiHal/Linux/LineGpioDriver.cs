using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Globalization;

namespace WasiHal.Linux;

/// <summary>
/// Pins through the kernel's character device, interface version 2. Safe from any thread; failures are
/// <see cref="HardwareException"/>s.
/// </summary>
/// <remarks>
/// Instead of the drivers of System.Device.Gpio, because those need libgpiod of one or the other version installed, and the
/// one for version 2 of it sets an output's level only after the pin has become an output, so that a relay that is on at
/// low clicks; the kernel itself takes direction and level in one request. It also gives what the package does not pass
/// on: the time of each edge, and who has a line that is taken.
/// </remarks>
internal sealed class LineGpioDriver : GpioDriver
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, GpioLine> _lines = new();
    private readonly GpioChip _chip;
    private readonly EdgeThread _edges;

    private LineGpioDriver(GpioChip chip)
    {
        _chip = chip;
        _edges = new(this);
    }

    /// <summary>Such as <c>gpiochip0 (pinctrl-bcm2711, 58 lines)</c>.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{_chip.Name} ({_chip.Label}, {_chip.Lines} lines)");

    protected override int PinCount => _chip.Lines;

    /// <summary>Opens the chip of the header's pins, else the first one, or the one that is named.</summary>
    /// <param name="files">Where <c>dev</c> is listed.</param>
    /// <param name="chip">Such as <c>gpiochip4</c>; null to choose.</param>
    /// <exception cref="HardwareException">NotPresent: no such chip; Denied.</exception>
    public static LineGpioDriver Open(IKernelFiles files, string? chip = null) => new(GpioChip.Open(files, chip));

    // The line is taken only with its first mode, so that it never is anything else.
    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber < 0 || pinNumber >= _chip.Lines)
        {
            throw Require.NotPresent(
                string.Create(CultureInfo.InvariantCulture, $"pin {pinNumber}"),
                string.Create(CultureInfo.InvariantCulture, $"the pins 0 to {_chip.Lines - 1}"));
        }
    }

    protected override void ClosePin(int pinNumber)
    {
        lock (_gate)
        {
            if (_lines.TryRemove(pinNumber, out var line))
            {
                _edges.Forget(line);
                line.Dispose();
            }
        }
    }

    protected override void SetPinMode(int pinNumber, PinMode mode) => SetPinMode(pinNumber, mode, PinValue.Low);

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        var flags = mode switch
        {
            PinMode.Input => GpioUapi.Input | GpioUapi.NoBias,
            PinMode.InputPullUp => GpioUapi.Input | GpioUapi.PullUp,
            PinMode.InputPullDown => GpioUapi.Input | GpioUapi.PullDown,
            PinMode.Output => GpioUapi.Output,
            _ => throw Require.Invalid(nameof(mode), mode.ToString(), string.Join(", ", Enum.GetNames<PinMode>())),
        };
        var high = initialValue == PinValue.High;
        lock (_gate)
        {
            if (_lines.TryGetValue(pinNumber, out var line))
            {
                _edges.Forget(line);
                line.Configure(flags, high);
            }
            else
            {
                _lines[pinNumber] = _chip.Request(pinNumber, flags, high);
            }
        }
    }

    protected override PinMode GetPinMode(int pinNumber)
    {
        var flags = _lines.TryGetValue(pinNumber, out var line) ? line.Flags : _chip.FlagsOf(pinNumber);
        return (flags & GpioUapi.Output) != 0 ? PinMode.Output
            : (flags & GpioUapi.PullUp) != 0 ? PinMode.InputPullUp
            : (flags & GpioUapi.PullDown) != 0 ? PinMode.InputPullDown
            : PinMode.Input;
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => Enum.IsDefined(mode);

    protected override PinValue Read(int pinNumber) => Line(pinNumber).Read();

    protected override void Write(int pinNumber, PinValue value) => Line(pinNumber).Write(value == PinValue.High);

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        var came = new TaskCompletionSource<PinEventTypes>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onCancel = cancellationToken.UnsafeRegister(_ => came.TrySetResult(PinEventTypes.None), null);
        void OnEdge(object sender, PinValueChangedEventArgs edge) => came.TrySetResult(edge.ChangeType);
        AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, OnEdge);
        try
        {
            var type = came.Task.GetAwaiter().GetResult();
            return new() { EventTypes = type, TimedOut = type == PinEventTypes.None };
        }
        finally
        {
            RemoveCallbackForPinValueChangedEvent(pinNumber, OnEdge);
        }
    }

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            var line = Line(pinNumber);
            line.Add(eventTypes, callback);
            try
            {
                _edges.Watch(line);
            }
            catch
            {
                line.Remove(callback);
                throw;
            }
        }
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            // A pin that was closed or configured anew has forgotten its callbacks already.
            if (_lines.TryGetValue(pinNumber, out var line))
            {
                line.Remove(callback);
                if (line.Watched is null)
                {
                    _edges.Forget(line);
                }
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _edges.Dispose();
                foreach (var line in _lines.Values)
                {
                    line.Dispose();
                }

                _lines.Clear();
                _chip.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private GpioLine Line(int pin) => _lines.TryGetValue(pin, out var line)
        ? line
        : throw new HardwareException(HardwareErrorKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"GPIO {pin} has no mode yet."));
}
