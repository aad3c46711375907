using System.Diagnostics;
using System.Globalization;
using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// What one call of a guest may still use: time and host calls. One per instance; <see cref="Stop"/> may come from any
/// thread, everything else from the instance's own. A guest burns real time, so this does not use a TimeProvider.
/// </summary>
internal sealed class CallBudget(EpochClock epoch, PluginLimits limits, string limitsKey) : IDisposable
{
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private long _deadline;
    private TimeSpan _allowed;
    private string _deadlineKey = "";
    private int _hostCalls;
    private bool _inside;

    /// <summary>Fires when the running call is to end at once.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Time until the deadline, never negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var ticks = _deadline - Stopwatch.GetTimestamp();
            return ticks <= 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(0, ticks);
        }
    }

    /// <summary>A call of the guest begins.</summary>
    /// <param name="allowed">How long it may take.</param>
    /// <param name="key">The limit's name, for the message.</param>
    public void Begin(TimeSpan allowed, string key)
    {
        if (_inside)
        {
            throw new InvalidOperationException("A call of this guest is running already.");
        }

        _inside = true;
        _allowed = allowed;
        _deadlineKey = key;
        _hostCalls = 0;
        _deadline = Stopwatch.GetTimestamp() + (long)(allowed.TotalSeconds * Stopwatch.Frequency);
        epoch.Enter();
    }

    /// <summary>The call ended.</summary>
    public void End()
    {
        _inside = false;
        epoch.Exit();
    }

    /// <summary>Runs one call of the guest, from <see cref="Begin"/> to <see cref="End"/>.</summary>
    /// <exception cref="GuestLostException">The call ended in a way after which the instance cannot be used again.</exception>
    public T Run<T>(TimeSpan allowed, string key, Func<T> call)
    {
        Begin(allowed, key);
        try
        {
            return call();
        }
        catch (WasmtimeException thrown)
        {
            throw Traps.ToException(thrown);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Counts one call of the host.</summary>
    /// <exception cref="GuestLostException">One too many.</exception>
    public void CountHostCall()
    {
        if (++_hostCalls > limits.HostCalls)
        {
            throw new GuestLostException(string.Create(CultureInfo.InvariantCulture, $"more than {limits.HostCalls} host calls in one call ({limitsKey}.host_calls)"));
        }
    }

    /// <summary>Called by the engine on the guest's thread at every tick.</summary>
    /// <returns>Ticks until it wants to be called again.</returns>
    /// <exception cref="GuestLostException">Time is over, or the host wants the call to end.</exception>
    public ulong OnEpoch()
    {
        Check();
        return 1;
    }

    /// <summary>Waits on the guest's behalf, at most until the deadline.</summary>
    /// <param name="time">How long.</param>
    /// <exception cref="GuestLostException">The deadline came first, or the host wants the call to end.</exception>
    public void Wait(TimeSpan time)
    {
        var end = Math.Min(_deadline, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        do
        {
            // Up to whole milliseconds: a wait cut below the asked time would let a guest wake early and sleep again.
            var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end).TotalMilliseconds;
            _stop.Wait(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(rest))));
            Check();
        }
        while (Stopwatch.GetTimestamp() < end);
    }

    /// <summary>Ends the running call, and every later one, as soon as the guest can be reached.</summary>
    public void Stop()
    {
        _stop.Set();
        _stopping.Cancel();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _stopping.Dispose();
    }

    private void Check()
    {
        if (_stop.IsSet)
        {
            throw new GuestLostException("stopped by the host");
        }

        if (Stopwatch.GetTimestamp() >= _deadline)
        {
            throw new GuestLostException($"deadline of {new Duration(_allowed)} passed ({limitsKey}.{_deadlineKey})");
        }
    }
}
