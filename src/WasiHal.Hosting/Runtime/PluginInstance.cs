using System.Threading.Tasks.Sources;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Native;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// One running instance of a plugin: a guest with its own thread and store. Calls queue on the thread. A call that ends
/// with the guest lost leaves an instance that can only be disposed; one that does not end when it has to is given up with
/// the thread, and nobody waits for it any more.
/// </summary>
internal sealed class PluginInstance : IAsyncDisposable, IValueTaskSource<PollReport>
{
    private readonly GuestFactory _factory;
    private readonly PluginThread _thread;
    private readonly CallBudget _budget;
    private readonly TimeProvider _time;
    private readonly Action _poll;
    private readonly TaskCompletionSource<PluginStuckException> _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IGuest? _guest;
    private ManualResetValueTaskSourceCore<PollReport> _pollDone;
    private int _isPolling;
    private readonly long _begin;
    private long _pollBegin;
    private long _memoryBytes;
    private long _coreTicks;
    private long _coreTicksTaken;

    private PluginInstance(GuestFactory factory, PluginDefinition definition, TimeProvider time)
    {
        _factory = factory;
        Definition = definition;
        Measurements = GuestFactory.CreateBuffer(definition);
        _time = time;
        _begin = time.GetTimestamp();
        _poll = Poll;
        _thread = new PluginThread(definition.Id);
        _budget = factory.CreateBudget(definition);
        _budget.OnGivenUp(GiveUp);
    }

    /// <summary>The version that runs.</summary>
    public PluginDefinition Definition { get; }

    /// <summary>What the plugin can do.</summary>
    public IReadOnlyList<PluginKind> Kinds { get; private set; } = [];

    /// <summary>What the newest poll gave; valid until the next.</summary>
    public MeasurementBuffer Measurements { get; }

    /// <summary>Size of the guest's memory after its newest call.</summary>
    public long MemoryBytes => Volatile.Read(ref _memoryBytes);

    /// <summary>Makes an instance and loads the plugin into it.</summary>
    /// <exception cref="PluginFailedException">It does not load.</exception>
    public static async Task<PluginInstance> StartAsync(GuestFactory factory, PluginDefinition definition, IPluginCode code, TimeProvider time, CancellationToken cancellationToken)
    {
        if (definition.SourceKind == PluginSourceKind.Component)
        {
            factory.StuckThreads.Require();
        }

        var instance = new PluginInstance(factory, definition, time);
        var stop = cancellationToken.Register(instance._budget.Stop);
        await using (stop.ConfigureAwait(false))
        {
            try
            {
                await instance.RunAsync(() =>
                {
                    var guest = factory.Create(definition, code, instance._budget);
                    instance._guest = guest;
                    instance.Kinds = guest.Kinds;
                    return true;
                }).ConfigureAwait(false);
                return instance;
            }
            catch
            {
                await instance.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>
    /// Polls the plugin. One at a time: the next only after the task has ended. Allocates nothing. What is to go on after it
    /// runs on the instance's thread, or on the epoch's, so it must be short.
    /// </summary>
    public ValueTask<PollReport> PollAsync()
    {
        _pollDone.Reset();
        var version = _pollDone.Version;
        _pollBegin = _time.GetTimestamp();
        Volatile.Write(ref _isPolling, 1);
        _thread.Post(_poll);
        return new ValueTask<PollReport>(this, version);
    }

    /// <summary>Calls the guest.</summary>
    /// <exception cref="PluginFailedException">The plugin says that it failed, or was lost: then <paramref name="onLost"/> was called before.</exception>
    public async Task<T> CallAsync<T>(Func<IGuest, T> call, Action onLost)
    {
        try
        {
            return await RunAsync(() =>
            {
                try
                {
                    return call(_guest ?? throw new PluginFailedException("the plugin is not running"));
                }
                catch (Exception fault) when (fault is not PluginFailedException && !_budget.IsGivenUp)
                {
                    onLost();
                    throw;
                }
            }).ConfigureAwait(false);
        }
        catch (PluginStuckException)
        {
            onLost();
            throw;
        }
    }

    /// <summary>Core time of the instance since it was asked for last. Between two calls only.</summary>
    public TimeSpan TakeCoreTime()
    {
        var all = Volatile.Read(ref _coreTicks);
        var used = all - _coreTicksTaken;
        _coreTicksTaken = all;
        return new TimeSpan(used);
    }

    /// <summary>Ends the running call, and every later one. From any thread.</summary>
    public void Stop() => _budget.Stop();

    public async ValueTask DisposeAsync()
    {
        _budget.Stop();
        try
        {
            await RunAsync(() =>
            {
                // On its own thread and after every call: a store that is disposed elsewhere ends the process.
                if (_guest is { } guest)
                {
                    _guest = null;
                    _factory.Return(guest);
                }

                _budget.Dispose();
                if (_budget.IsGivenUp)
                {
                    _factory.StuckThreads.Remove(Definition.Id);
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch (PluginStuckException)
        {
            // The thread does all that if it ever comes back; nobody waits for it.
        }

        _thread.Complete();
    }

    PollReport IValueTaskSource<PollReport>.GetResult(short token) => _pollDone.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<PollReport>.GetStatus(short token) => _pollDone.GetStatus(token);

    void IValueTaskSource<PollReport>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _pollDone.OnCompleted(continuation, state, token, flags);

    private static PluginFailedException AsFailure(Exception fault) => fault switch
    {
        PluginFailedException failed => failed,
        GuestLostException lost => new PluginFailedException(lost.Message, lost.Detail),
        _ => new PluginFailedException($"the host failed in a call of the plugin: {fault.GetType().Name}: {fault.Message}", fault),
    };

    private void Poll()
    {
        PluginFailedException? failure = null;
        var isLost = false;
        try
        {
            _guest!.Poll(Measurements);
        }
        catch (Exception fault)
        {
            // The one broad catch of this thread: whatever a guest makes of a call, the thread and the host go on.
            failure = AsFailure(fault);
            isLost = fault is not PluginFailedException;
        }

        Note();
        EndPoll(failure, isLost);
    }

    /// <summary>Called on the epoch's thread, while the instance's own still sleeps.</summary>
    private void GiveUp(string reason)
    {
        _factory.StuckThreads.Add(Definition.Id, reason);
        var stuck = new PluginStuckException(reason);
        EndPoll(stuck, isLost: true);
        _stuck.TrySetResult(stuck);
    }

    private void EndPoll(PluginFailedException? failure, bool isLost)
    {
        // The thread and the one that gives it up may both come; the first tells the outcome.
        if (Interlocked.Exchange(ref _isPolling, 0) == 1)
        {
            _pollDone.SetResult(new PollReport(failure, isLost, _time.GetElapsedTime(_pollBegin)));
        }
    }

    /// <summary>Takes down, on the instance's thread and after a call, what others may ask for.</summary>
    private void Note()
    {
        Volatile.Write(ref _memoryBytes, _guest?.MemoryBytes ?? 0);
        Volatile.Write(ref _coreTicks, (LibC.ThreadTime ?? _time.GetElapsedTime(_begin)).Ticks);
    }

    private async Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _thread.Post(() =>
        {
            try
            {
                var result = work();
                Note();
                done.SetResult(result);
            }
            catch (Exception fault)
            {
                Note();
                done.SetException(AsFailure(fault));
            }
        });
        if (await Task.WhenAny(done.Task, _stuck.Task).ConfigureAwait(false) == _stuck.Task)
        {
            _ = done.Task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw _stuck.Task.Result;
        }

        return await done.Task.ConfigureAwait(false);
    }
}
