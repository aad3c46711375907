using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Recording;

/// <summary>The digital pins, recorded.</summary>
internal sealed class RecordingGpioBank(IBoard board, BusTap tap) : IGpioBank
{
    public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => board.Gpio.TryResolve(name, out pin);

    public void Configure(int pin, GpioMode mode)
    {
        var entry = Begin(BusVerb.GpioConfigure, pin);
        entry.Whole = (int)mode;
        try
        {
            board.Gpio.Configure(pin, mode);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }

    public bool Read(int pin)
    {
        var entry = Begin(BusVerb.GpioRead, pin);
        try
        {
            entry.Flag = board.Gpio.Read(pin);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
        return entry.Flag;
    }

    public void Write(int pin, bool high)
    {
        var entry = Begin(BusVerb.GpioWrite, pin);
        entry.Flag = high;
        try
        {
            board.Gpio.Write(pin, high);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entry = Begin(BusVerb.GpioWait, pin);
        entry.Whole = (int)edge;
        entry.Real = timeout.TotalSeconds;
        try
        {
            entry.Flag = board.Gpio.WaitForEdge(pin, edge, timeout, cancellationToken);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
        return entry.Flag;
    }

    /// <summary>Passes by unrecorded: a plugin has no such verb.</summary>
    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => board.Gpio.Watch(pin, edge, handler);

    private BusEntry Begin(BusVerb verb, int pin) => tap.Begin(verb, BusNames.Gpio(pin));
}
