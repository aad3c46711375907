using System.Diagnostics;
using System.Globalization;
using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// What one call of a guest may still use: time and host calls. One per instance; <see cref="Stop"/> may come from any
/// thread, <see cref="OnTick"/> from the epoch's, everything else from the instance's own. A guest burns real time, so this
/// does not use a TimeProvider.
/// </summary>
internal sealed class CallBudget : IDisposable
{
    /// <summary>
    /// Ticks of the epoch that a call may go on after it had to end. A guest that computes is ended by the first of them;
    /// one that is still inside after all of them sleeps where nothing reaches it. Counted in ticks, not in time, so that
    /// a process that was itself stopped for a while does not take it for the guest's fault.
    /// </summary>
    public const int PatienceTicks = 100;

    private const long GivenUp = -1;

    // Neither is ever disposed: a stop may come at any time, and without a wait handle or timer they hold nothing.
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private readonly EpochClock _epoch;
    private readonly PluginLimits _limits;
    private readonly string _limitsKey;
    private long _deadline;
    private TimeSpan _allowed;
    private string _deadlineKey = "";
    private int _hostCalls;

    // Even: no call runs. Odd: one does, and each has its own number, so that no look from outside takes the next call for the last.
    private long _state;
    private int _ticksOver;
    private Action<string>? _onGivenUp;

    public CallBudget(EpochClock epoch, PluginLimits limits, string limitsKey)
    {
        (_epoch, _limits, _limitsKey) = (epoch, limits, limitsKey);
        epoch.Watch(this);
    }

    /// <summary>
    /// Whether the running call, or the last one, was given up: it did not end when it had to. Then its outcome has been
    /// told already, and what comes of it later counts for nothing.
    /// </summary>
    public bool IsGivenUp => Volatile.Read(ref _state) == GivenUp;

    /// <summary>Fires when the running call is to end at once.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Time until the deadline, never negative.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var ticks = Volatile.Read(ref _deadline) - Stopwatch.GetTimestamp();
            return ticks <= 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(0, ticks);
        }
    }

    /// <summary>A call of the guest begins.</summary>
    /// <param name="allowed">How long it may take.</param>
    /// <param name="key">The limit's name, for the message.</param>
    /// <exception cref="GuestLostException">The host wants no more calls.</exception>
    public void Begin(TimeSpan allowed, string key)
    {
        if (_stop.IsSet)
        {
            throw new GuestLostException("stopped by the host");
        }

        if (_state % 2 != 0)
        {
            throw new InvalidOperationException("A call of this guest is running already.");
        }

        _allowed = allowed;
        _deadlineKey = key;
        _hostCalls = 0;
        Volatile.Write(ref _deadline, Stopwatch.GetTimestamp() + (long)(allowed.TotalSeconds * Stopwatch.Frequency));
        Volatile.Write(ref _ticksOver, 0);
        Volatile.Write(ref _state, _state + 1);
        _epoch.Enter();
    }

    /// <summary>The call ended.</summary>
    public void End()
    {
        var state = Volatile.Read(ref _state);
        if (state != GivenUp)
        {
            // Fails when the call is given up at this very moment; then it stays so.
            Interlocked.CompareExchange(ref _state, state + 1, state);
        }

        _epoch.Exit();
    }

    /// <summary>Says who is to be told, once and on the epoch's thread, that a call was given up, and why.</summary>
    public void OnGivenUp(Action<string> told) => _onGivenUp = told;

    /// <summary>Looks from outside whether the running call ends when it has to. Called at every tick by the epoch's thread.</summary>
    public void OnTick()
    {
        var state = Volatile.Read(ref _state);
        if (state == GivenUp || state % 2 == 0 || !(_stop.IsSet || Stopwatch.GetTimestamp() >= Volatile.Read(ref _deadline)))
        {
            return;
        }

        // The count is the call's: a call that begins sets it to zero.
        if (Interlocked.Increment(ref _ticksOver) < PatienceTicks || Interlocked.CompareExchange(ref _state, GivenUp, state) != state)
        {
            return;
        }

        var reason = _stop.IsSet ? "stopped by the host" : DeadlinePassed();
        Stop();
        _onGivenUp?.Invoke(reason);
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
    /// <exception cref="GuestLostException">One too many, or the host wants the call to end.</exception>
    public void CountHostCall()
    {
        // A guest that slept through its end comes back to a world that goes on without it: nothing of it may act any more.
        if (_stop.IsSet)
        {
            throw new GuestLostException("stopped by the host");
        }

        if (++_hostCalls > _limits.HostCalls)
        {
            throw new GuestLostException(string.Create(CultureInfo.InvariantCulture, $"more than {_limits.HostCalls} host calls in one call ({_limitsKey}.host_calls)"));
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

    /// <summary>No call comes any more.</summary>
    public void Dispose() => _epoch.Forget(this);

    private string DeadlinePassed() => $"deadline of {new Duration(_allowed)} passed ({_limitsKey}.{_deadlineKey})";

    private void Check()
    {
        if (_stop.IsSet)
        {
            throw new GuestLostException("stopped by the host");
        }

        if (Stopwatch.GetTimestamp() >= _deadline)
        {
            throw new GuestLostException(DeadlinePassed());
        }
    }
}
