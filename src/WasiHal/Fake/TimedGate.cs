namespace WasiHal.Fake;

/// <summary>A lock on which a thread can wait for a condition, by an injected clock.</summary>
internal sealed class TimedGate(TimeProvider timeProvider)
{
    private readonly object _gate = new();

    public T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    /// <summary>Changes what somebody may wait for.</summary>
    public void Change(Action action)
    {
        lock (_gate)
        {
            action();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds or the wait is over, then answers <paramref name="result"/>.</summary>
    public T Wait<T>(Func<bool> condition, Func<T> result, TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (timeout == TimeSpan.Zero || condition())
            {
                return result();
            }
        }

        // These end after the lock: ending a registration waits for its callback, which takes the lock.
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var onDeadline = deadline.Token.UnsafeRegister(_ => Wake(), null);
        using var onCancel = cancellationToken.UnsafeRegister(_ => Wake(), null);
        lock (_gate)
        {
            while (!condition() && !deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                Monitor.Wait(_gate);
            }

            return result();
        }
    }

    private void Wake() => Change(static () => { });
}
