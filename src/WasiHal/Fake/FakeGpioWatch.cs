using System.Collections.Concurrent;

namespace WasiHal.Fake;

/// <summary>One who wants to be told of a pin's changes: in order, and by one thread at a time.</summary>
internal sealed class FakeGpioWatch(int pin, GpioEdge edge, Action<GpioEvent> handler) : IDisposable
{
    private readonly Lock _delivery = new();
    private readonly ConcurrentQueue<GpioEvent> _events = new();
    private volatile bool _isEnded;
    private bool _isDelivering;

    public void Enqueue(bool high, DateTimeOffset at)
    {
        if (edge == GpioEdge.Both || (edge == GpioEdge.Rising) == high)
        {
            _events.Enqueue(new(pin, high, at));
        }
    }

    public void Deliver()
    {
        lock (_delivery)
        {
            // A handler that moves the pin comes here again; the call that is under way tells what it did.
            if (_isDelivering)
            {
                return;
            }

            _isDelivering = true;
            while (!_isEnded && _events.TryDequeue(out var happened))
            {
                try
                {
                    handler(happened);
                }
#pragma warning disable CA1031 // A handler that fails must not fail the one who moved the pin.
                catch (Exception)
#pragma warning restore CA1031
                {
                }
            }

            _isDelivering = false;
        }
    }

    public void Dispose() => _isEnded = true;
}
