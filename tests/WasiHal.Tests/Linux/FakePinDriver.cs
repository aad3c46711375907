using System.Device.Gpio;
using System.Globalization;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>
/// A driver beneath a <see cref="GpioController"/>: pins in memory, and a record of all that was done to a pin's wire, in
/// order. As lax as the package's own drivers: it checks nothing.
/// </summary>
internal sealed class FakePinDriver : GpioDriver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Pin> _pins = [];
    private readonly List<string> _steps = [];

    /// <summary>Thrown by the next call that touches a wire, and by all after it.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The time that an edge has; null for a driver that tells none.</summary>
    public DateTimeOffset? EdgeTime { get; set; }

    public bool SupportsPulls { get; init; } = true;

    public bool IsDisposed { get; private set; }

    /// <summary>Such as <c>5 is Output High</c> for direction and level at once, and <c>5 High</c> for a level.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    public int Callbacks(int pin)
    {
        lock (_gate)
        {
            return _pins.TryGetValue(pin, out var state) ? state.Callbacks.Count : 0;
        }
    }

    /// <summary>Connects a level from outside; the callbacks run on the calling thread.</summary>
    public void Drive(int pin, bool high)
    {
        List<(PinEventTypes Types, PinChangeEventHandler Handler)> told;
        lock (_gate)
        {
            var state = Get(pin);
            if (state.External == high)
            {
                return;
            }

            state.External = high;
            told = [.. state.Callbacks];
        }

        var type = high ? PinEventTypes.Rising : PinEventTypes.Falling;
        foreach (var (types, handler) in told)
        {
            if ((types & type) != 0)
            {
                handler(this, EdgeTime is { } time ? new LineEdge(type, pin, time) : new PinValueChangedEventArgs(type, pin));
            }
        }
    }

    protected override int PinCount => 28;

    protected override void OpenPin(int pinNumber) => Step(pinNumber, "open");

    protected override void ClosePin(int pinNumber)
    {
        lock (_gate)
        {
            _steps.Add(string.Create(CultureInfo.InvariantCulture, $"{pinNumber} close"));
        }
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        Step(pinNumber, $"is {mode}");
        Get(pinNumber).Mode = mode;
    }

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        Step(pinNumber, mode == PinMode.Output ? $"is {mode} {initialValue}" : $"is {mode}");
        Get(pinNumber).Mode = mode;
        Get(pinNumber).Driven = initialValue;
    }

    protected override PinMode GetPinMode(int pinNumber) => Get(pinNumber).Mode;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => SupportsPulls || mode is PinMode.Input or PinMode.Output;

    protected override PinValue Read(int pinNumber)
    {
        ThrowIfFaulty();
        var pin = Get(pinNumber);
        return pin.Mode == PinMode.Output ? pin.Driven : pin.External ?? pin.Mode == PinMode.InputPullUp;
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        Step(pinNumber, value.ToString());
        Get(pinNumber).Driven = value;
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Edges are told by callback.");

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        ThrowIfFaulty();
        lock (_gate)
        {
            Get(pinNumber).Callbacks.Add((eventTypes, callback));
        }
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            Get(pinNumber).Callbacks.RemoveAll(had => had.Handler == callback);
        }
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Step(int pin, string what)
    {
        ThrowIfFaulty();
        lock (_gate)
        {
            _steps.Add(string.Create(CultureInfo.InvariantCulture, $"{pin} {what}"));
        }
    }

    private void ThrowIfFaulty()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }

    private Pin Get(int pin)
    {
        lock (_gate)
        {
            return _pins.TryGetValue(pin, out var state) ? state : _pins[pin] = new();
        }
    }

    private sealed class Pin
    {
        public PinMode Mode { get; set; }

        public PinValue Driven { get; set; }

        public bool? External { get; set; }

        public List<(PinEventTypes Types, PinChangeEventHandler Handler)> Callbacks { get; } = [];
    }
}
