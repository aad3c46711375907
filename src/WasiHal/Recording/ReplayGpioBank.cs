using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal.Recording;

/// <summary>The digital pins of a recording. Waits are answered at once.</summary>
internal sealed class ReplayGpioBank(ReplayScript script, IDictionary<string, int> labels) : IGpioBank
{
    private readonly Dictionary<string, int> _labels = new(labels, StringComparer.OrdinalIgnoreCase);

    public bool TryResolve([NotNullWhen(true)] string? name, out int pin)
    {
        pin = 0;
        return name is not null
            && (_labels.TryGetValue(name, out pin) || int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out pin));
    }

    public void Configure(int pin, GpioMode mode) =>
        script.Next(new BusEntry { Verb = BusVerb.GpioConfigure, Bus = BusNames.Gpio(pin), Whole = (int)mode }, default);

    public bool Read(int pin) => script.Next(new BusEntry { Verb = BusVerb.GpioRead, Bus = BusNames.Gpio(pin) }, default).Entry.Flag;

    public void Write(int pin, bool high) =>
        script.Next(new BusEntry { Verb = BusVerb.GpioWrite, Bus = BusNames.Gpio(pin), Flag = high }, default);

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) =>
        script.Next(new BusEntry { Verb = BusVerb.GpioWait, Bus = BusNames.Gpio(pin), Whole = (int)edge, Real = timeout.TotalSeconds }, default).Entry.Flag;

    /// <summary>Refused: watches are not recorded.</summary>
    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) =>
        throw new HardwareException(HardwareErrorKind.NotPresent, "A recording has no events of pins: wait for an edge instead.");
}
