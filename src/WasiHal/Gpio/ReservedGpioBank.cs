using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal;

/// <summary>A bank of which some pins are the board's own: each verb on one of them is <see cref="HardwareErrorKind.Busy"/> and says whose it is.</summary>
internal sealed class ReservedGpioBank(IGpioBank bank, IReadOnlyDictionary<int, string> reserved) : IGpioBank
{
    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => bank.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode) => Free(pin).Configure(pin, mode);

    public bool Read(int pin) => Free(pin).Read(pin);

    public void Write(int pin, bool high) => Free(pin).Write(pin, high);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) =>
        Free(pin).WaitForEdge(pin, edge, timeout, cancellationToken);

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => Free(pin).Watch(pin, edge, handler);

    private IGpioBank Free(int pin) => reserved.TryGetValue(pin, out var owner)
        ? throw new HardwareException(HardwareErrorKind.Busy, string.Create(CultureInfo.InvariantCulture, $"GPIO {pin} is the board's own: {owner}."))
        : bank;
}
