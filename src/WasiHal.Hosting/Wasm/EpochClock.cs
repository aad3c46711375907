using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// Advances the engine's epoch while calls run, so that each of them is looked at (<see cref="CallBudget"/>) every
/// <see cref="Tick"/>: from inside by the guest's own thread, and from outside for those that never come so far.
/// Sleeps when nothing runs: an idle node is not woken a hundred times a second.
/// </summary>
internal sealed class EpochClock : IDisposable
{
    /// <summary>How late a deadline is noticed at most.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Ticks that the thread goes on after the last call: a plugin that polls often does not pay for waking it.</summary>
    private const int IdleTicks = 50;

    private readonly Engine _engine;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _wake = new(false);
    private readonly Lock _lock = new();
    private CallBudget[] _watched = [];
    private int _running;
    private volatile bool _disposed;

    public EpochClock(Engine engine)
    {
        _engine = engine;
        _thread = new Thread(Run, 256 << 10) { IsBackground = true, Name = "wasihal epoch" };
        _thread.Start();
    }

    /// <summary>A call begins.</summary>
    public void Enter()
    {
        if (Interlocked.Increment(ref _running) == 1 && !_wake.IsSet)
        {
            _wake.Set();
        }
    }

    /// <summary>A call ended.</summary>
    public void Exit() => Interlocked.Decrement(ref _running);

    /// <summary>Calls of this budget are looked at from now on. From any thread.</summary>
    public void Watch(CallBudget budget)
    {
        lock (_lock)
        {
            _watched = [.. _watched, budget];
        }
    }

    /// <summary>They are no longer. From any thread.</summary>
    public void Forget(CallBudget budget)
    {
        lock (_lock)
        {
            _watched = [.. _watched.Where(watched => watched != budget)];
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        using var never = new ManualResetEventSlim(false);
        var idle = 0;
        while (!_disposed)
        {
            idle = Volatile.Read(ref _running) == 0 ? idle + 1 : 0;
            if (idle > IdleTicks)
            {
                // Reset before looking again: a call that begins in between finds the event unset and sets it.
                _wake.Reset();
                if (Volatile.Read(ref _running) == 0 && !_disposed)
                {
                    _wake.Wait();
                }

                _wake.Set();
                idle = 0;
                continue;
            }

            never.Wait(Tick);
            _engine.IncrementEpoch();
            foreach (var budget in Volatile.Read(ref _watched))
            {
                budget.OnTick();
            }
        }
    }
}
