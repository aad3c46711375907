namespace WasiHal.Linux;

/// <summary>
/// A queue between the driver, which must not wait, and a handler, which may take its time: in order, and by one thread of
/// the pool at a time.
/// </summary>
internal sealed class EdgeWatch(LinuxGpioPin pin, GpioEdge edge, TimeProvider timeProvider, Action<GpioEvent> handler)
    : EdgeListener(pin, edge, timeProvider), IThreadPoolWorkItem
{
    /// <summary>Edges that wait for a slow handler; then the oldest are lost, as in the kernel's own buffer.</summary>
    public const int QueueLength = 1024;

    private readonly Queue<GpioEvent> _events = new();
    private bool _isTelling;

    public void Execute()
    {
        while (TryTake(out var happened))
        {
            try
            {
                handler(happened);
            }
#pragma warning disable CA1031 // What a handler throws is lost: nobody waits for it here, and the next edge is told all the same.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    protected override void Take(GpioEvent happened)
    {
        lock (_events)
        {
            if (_events.Count == QueueLength)
            {
                _events.Dequeue();
            }

            _events.Enqueue(happened);
            if (!_isTelling)
            {
                _isTelling = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    protected override void OnEnd()
    {
        lock (_events)
        {
            _events.Clear();
        }
    }

    private bool TryTake(out GpioEvent happened)
    {
        lock (_events)
        {
            happened = default;
            return _isTelling = !IsEnded && _events.TryDequeue(out happened);
        }
    }
}
