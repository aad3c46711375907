using System.Device.Gpio;

namespace WasiHal.Linux;

/// <summary>An edge with the kernel's own time of it, which System.Device.Gpio has no place for.</summary>
internal sealed class LineEdge(PinEventTypes type, int pin, DateTimeOffset time) : PinValueChangedEventArgs(type, pin)
{
    public DateTimeOffset Time { get; } = time;
}
