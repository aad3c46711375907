using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal.Fake;

/// <summary>The pins 0 to 53 in memory. A test drives inputs with <see cref="SetInput"/> and looks at any pin with <see cref="GetLevel"/>. Safe from any thread.</summary>
public sealed class FakeGpioBank : IGpioBank
{
    private readonly TimedGate _gate;
    private readonly TimeProvider _timeProvider;
    private readonly PinNames _names;
    private readonly Pin[] _pins = [.. Enumerable.Range(0, GpioOptions.HighestPin + 1).Select(_ => new Pin())];

    internal FakeGpioBank(IDictionary<string, int> labels, TimeProvider timeProvider)
    {
        _gate = new(timeProvider);
        _timeProvider = timeProvider;
        _names = new(labels);
    }

    /// <summary>Connects a level to a pin from outside, or disconnects it.</summary>
    /// <param name="pin">BCM number.</param>
    /// <param name="high">True for high, false for low; null leaves the pin to its pull-up or pull-down, low without either.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such pin.</exception>
    public void SetInput(int pin, bool? high)
    {
        var state = Find(pin);
        Change(state, () => state.External = high);
    }

    /// <summary>The level on the wire, whatever the pin is configured as.</summary>
    /// <param name="pin">BCM number.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such pin.</exception>
    public bool GetLevel(int pin)
    {
        var state = Find(pin);
        return _gate.Locked(() => state.Level);
    }

    /// <summary>What the pin was last configured as, null when it was not.</summary>
    /// <param name="pin">BCM number.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such pin.</exception>
    public GpioMode? GetMode(int pin)
    {
        var state = Find(pin);
        return _gate.Locked(() => state.Mode);
    }

    /// <inheritdoc/>
    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => _names.TryResolve(name, out pin);

    /// <inheritdoc/>
    public void Configure(int pin, GpioMode mode)
    {
        var state = Find(pin);
        Require.Defined(nameof(mode), mode);
        Change(state, () =>
        {
            state.Mode = mode;
            state.Driven = mode == GpioMode.OutputHigh;
            state.Watches.Clear();
        });
    }

    /// <inheritdoc/>
    public bool Read(int pin)
    {
        var state = Find(pin);
        return _gate.Locked(() => state.Mode is null ? throw Wrong(pin, "configured") : state.Level);
    }

    /// <inheritdoc/>
    public void Write(int pin, bool high)
    {
        var state = Find(pin);
        Change(state, () => state.Driven = state.IsOutput ? high : throw Wrong(pin, "configured as an output"));
    }

    /// <inheritdoc/>
    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var state = Find(pin);
        Require.Defined(nameof(edge), edge);
        Require.Wait(timeout);
        var seen = _gate.Locked(() => state.IsInput ? state.Edges(edge) : throw Wrong(pin, "configured as an input"));
        bool HasCome() => state.Edges(edge) != seen;
        return _gate.Wait(HasCome, HasCome, timeout, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The handler is called on the thread that changes the level.</remarks>
    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var state = Find(pin);
        Require.Defined(nameof(edge), edge);
        var watch = new FakeGpioWatch(pin, edge, handler);
        _gate.Change(() =>
        {
            if (!state.IsInput)
            {
                throw Wrong(pin, "configured as an input");
            }

            state.Watches.Add(watch);
        });
        return watch;
    }

    private void Change(Pin state, Action change)
    {
        // Told outside the lock, so that a handler may use the bank; in order, because each watch has a queue of its own.
        FakeGpioWatch[] told = [];
        _gate.Change(() =>
        {
            var before = state.Level;
            state.Change(change);
            if (before != state.Level)
            {
                told = [.. state.Watches];
                var at = _timeProvider.GetUtcNow();
                Array.ForEach(told, watch => watch.Enqueue(!before, at));
            }
        });
        Array.ForEach(told, watch => watch.Deliver());
    }

    private static HardwareException Wrong(int pin, string lacking) =>
        new(HardwareErrorKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"Pin {pin} is not {lacking}."));

    private Pin Find(int pin) => pin is >= 0 and <= GpioOptions.HighestPin
        ? _pins[pin]
        : throw Require.NotPresent(
            string.Create(CultureInfo.InvariantCulture, $"pin {pin}"),
            string.Create(CultureInfo.InvariantCulture, $"the pins 0 to {GpioOptions.HighestPin}"));

    private sealed class Pin
    {
        private long _rising;
        private long _falling;

        public GpioMode? Mode { get; set; }

        public bool Driven { get; set; }

        public bool? External { get; set; }

        public List<FakeGpioWatch> Watches { get; } = [];

        public bool IsOutput => Mode is GpioMode.OutputLow or GpioMode.OutputHigh;

        public bool IsInput => Mode is not null && !IsOutput;

        public bool Level => IsOutput ? Driven : External ?? Mode == GpioMode.InputPullUp;

        public long Edges(GpioEdge edge) => edge switch
        {
            GpioEdge.Rising => _rising,
            GpioEdge.Falling => _falling,
            _ => _rising + _falling,
        };

        public void Change(Action change)
        {
            var before = Level;
            change();
            if (before != Level)
            {
                _ = before ? _falling++ : _rising++;
            }
        }
    }
}
