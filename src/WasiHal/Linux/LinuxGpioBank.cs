using System.Device.Gpio;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal.Linux;

/// <summary>
/// The pins of a machine, through any driver of System.Device.Gpio. The controller is this bank's own: it is disposed with
/// it, which closes the pins, and what a closed output does then is the kernel's choice.
/// </summary>
internal sealed class LinuxGpioBank : IGpioBank, IDisposable
{
    private readonly GpioController _controller;
    private readonly TimeProvider _timeProvider;
    private readonly PinNames _names;
    private readonly LinuxGpioPin[] _pins;

    public LinuxGpioBank(GpioController controller, IDictionary<string, int> labels, TimeProvider timeProvider)
    {
        _controller = controller;
        _timeProvider = timeProvider;
        _names = new(labels);
        _pins = [.. Enumerable.Range(0, controller.PinCount).Select(number => new LinuxGpioPin(controller, number))];
    }

    /// <summary>Number of pins: they are 0 to one less.</summary>
    public int Count => _pins.Length;

    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => _names.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode)
    {
        var state = Find(pin);
        Require.Defined(nameof(mode), mode);
        state.Configure(mode);
    }

    public bool Read(int pin) => Find(pin).Read();

    public void Write(int pin, bool high) => Find(pin).Write(high);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var state = Find(pin);
        Require.Defined(nameof(edge), edge);
        Require.Wait(timeout);
        state.DemandInput();
        if (timeout == TimeSpan.Zero || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        using var wait = new EdgeWait(state, edge, _timeProvider);
        state.Add(wait);
        return wait.Wait(timeout, cancellationToken);
    }

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var state = Find(pin);
        Require.Defined(nameof(edge), edge);
        var watch = new EdgeWatch(state, edge, _timeProvider, handler);
        state.Add(watch);
        return watch;
    }

    public void Dispose()
    {
        foreach (var pin in _pins)
        {
            pin.SwitchOff();
        }

        _controller.Dispose();
    }

    private LinuxGpioPin Find(int pin) => pin >= 0 && pin < _pins.Length
        ? _pins[pin]
        : throw Require.NotPresent(
            string.Create(CultureInfo.InvariantCulture, $"pin {pin}"),
            string.Create(CultureInfo.InvariantCulture, $"the pins 0 to {_pins.Length - 1}"));
}
