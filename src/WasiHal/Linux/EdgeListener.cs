using System.Device.Gpio;

namespace WasiHal.Linux;

/// <summary>One who wants to be told of a pin's edges, until it is disposed or the pin is configured anew.</summary>
internal abstract class EdgeListener(LinuxGpioPin pin, GpioEdge edge, TimeProvider timeProvider) : IDisposable
{
    private volatile bool _isEnded;

    public PinEventTypes Types { get; } = edge switch
    {
        GpioEdge.Rising => PinEventTypes.Rising,
        GpioEdge.Falling => PinEventTypes.Falling,
        _ => PinEventTypes.Rising | PinEventTypes.Falling,
    };

    protected bool IsEnded => _isEnded;

    /// <summary>Called by the driver, on a thread that all pins may share: takes the edge and returns at once.</summary>
    public void OnChange(object sender, PinValueChangedEventArgs change)
    {
        // A driver may still tell what it read before it was told to stop.
        if (!_isEnded && (change.ChangeType & Types) != 0)
        {
            var time = change is LineEdge edge ? edge.Time : timeProvider.GetUtcNow();
            Take(new(pin.Number, change.ChangeType == PinEventTypes.Rising, time));
        }
    }

    /// <summary>The pin tells nothing more.</summary>
    public void End()
    {
        _isEnded = true;
        OnEnd();
    }

    public void Dispose() => pin.Forget(this);

    protected abstract void Take(GpioEvent happened);

    protected abstract void OnEnd();
}
