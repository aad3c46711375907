using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Linux;

/// <summary>The pins of a chip that is opened at the first use of a pin; until it can be opened, each verb says why not.</summary>
internal sealed class OpeningGpioBank(PinNames names, Func<IGpioBank> open) : IGpioBank
{
    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => names.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode) => open().Configure(pin, mode);

    public bool Read(int pin) => open().Read(pin);

    public void Write(int pin, bool high) => open().Write(pin, high);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) =>
        open().WaitForEdge(pin, edge, timeout, cancellationToken);

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => open().Watch(pin, edge, handler);
}
