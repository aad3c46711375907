using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Hosting.Policy;

/// <summary>The digital pins, of which only granted ones can be used.</summary>
internal sealed class GuardedGpioBank(IBoard board, PluginPolicy policy) : IGpioBank
{
    /// <summary>Needs no grant: it turns a label into the number that the grant is then held against, and moves no pin.</summary>
    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => board.Gpio.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode) => Inner(pin).Configure(pin, mode);

    public bool Read(int pin) => Inner(pin).Read(pin);

    public void Write(int pin, bool high) => Inner(pin).Write(pin, high);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) =>
        Inner(pin).WaitForEdge(pin, edge, timeout, cancellationToken);

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => Inner(pin).Watch(pin, edge, handler);

    private IGpioBank Inner(int pin)
    {
        policy.Demand(Capability.Gpio(pin));
        return board.Gpio;
    }
}
