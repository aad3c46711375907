using System.Diagnostics.CodeAnalysis;
using WasiHal.Recording;

namespace WasiHal.Sharing;

/// <summary>The pins, each of which is its first user's.</summary>
internal sealed class LeasedGpioBank(IBoard board, BoardLease lease) : IGpioBank
{
    // Made once for each pin, so that a call makes no garbage.
    private readonly Action?[] _release = new Action?[GpioOptions.HighestPin + 1];

    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => board.Gpio.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode) => Mine(pin).Configure(pin, mode);

    public bool Read(int pin) => Mine(pin).Read(pin);

    public void Write(int pin, bool high) => Mine(pin).Write(pin, high);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) =>
        Mine(pin).WaitForEdge(pin, edge, timeout, cancellationToken);

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => Mine(pin).Watch(pin, edge, handler);

    private IGpioBank Mine(int pin)
    {
        // A pin that no board has is refused by the board.
        if (pin is >= 0 and <= GpioOptions.HighestPin)
        {
            lease.Take(BusNames.Gpio(pin), _release[pin] ??= () => board.Gpio.Configure(pin, GpioMode.Input));
        }

        return board.Gpio;
    }
}
