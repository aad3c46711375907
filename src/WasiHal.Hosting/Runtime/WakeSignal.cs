using System.Threading.Tasks.Sources;

namespace WasiHal.Hosting.Runtime;

/// <summary>Wakes one waiter, at once or at a time. Setting it twice wakes once. Allocates nothing while it is used.</summary>
internal sealed class WakeSignal : IValueTaskSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _set;
    private bool _waiting;

    public WakeSignal(TimeProvider time) => _timer = time.CreateTimer(static signal => ((WakeSignal)signal!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Wakes the waiter, or lets the next wait end at once. From any thread.</summary>
    public void Set()
    {
        lock (_lock)
        {
            if (_waiting)
            {
                _waiting = false;
                _core.SetResult(true);
            }
            else
            {
                _set = true;
            }
        }
    }

    /// <summary>Waits for <see cref="Set"/>, at most for <paramref name="time"/>. One waiter only.</summary>
    public ValueTask WaitAsync(TimeSpan time)
    {
        lock (_lock)
        {
            if (_set || time <= TimeSpan.Zero)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            _core.Reset();
            _waiting = true;
        }

        // A timer that fires for an earlier wait wakes this one early; the waiter looks at the clock anyway.
        _timer.Change(time, Timeout.InfiniteTimeSpan);
        return new ValueTask(this, _core.Version);
    }

    public void Dispose() => _timer.Dispose();

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
