using System.Threading.Tasks.Sources;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// One running instance of a plugin: a guest with its own thread and store. Calls queue on the thread. A call that ends
/// with the guest lost leaves an instance that can only be disposed.
/// </summary>
internal sealed class PluginInstance : IAsyncDisposable, IValueTaskSource<PollReport>
{
    private readonly GuestFactory _factory;
    private readonly PluginThread _thread;
    private readonly CallBudget _budget;
    private readonly TimeProvider _time;
    private readonly Action _poll;
    private IGuest? _guest;
    private ManualResetValueTaskSourceCore<PollReport> _pollDone = new() { RunContinuationsAsynchronously = true };
    private long _memoryBytes;

    private PluginInstance(GuestFactory factory, PluginDefinition definition, TimeProvider time)
    {
        _factory = factory;
        Definition = definition;
        Measurements = GuestFactory.CreateBuffer(definition);
        _budget = factory.CreateBudget(definition);
        _time = time;
        _thread = new PluginThread(definition.Id);
        _poll = Poll;
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
                    instance._memoryBytes = guest.MemoryBytes;
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

    /// <summary>Polls the plugin. One at a time: the next only after the task has ended. Allocates nothing.</summary>
    public ValueTask<PollReport> PollAsync()
    {
        _pollDone.Reset();
        var version = _pollDone.Version;
        _thread.Post(_poll);
        return new ValueTask<PollReport>(this, version);
    }

    /// <summary>Calls the guest.</summary>
    /// <exception cref="PluginFailedException">The plugin says that it failed, or was lost: then <paramref name="onLost"/> was called before.</exception>
    public Task<T> CallAsync<T>(Func<IGuest, T> call, Action onLost) => RunAsync(() =>
    {
        try
        {
            return call(_guest ?? throw new PluginFailedException("the plugin is not running"));
        }
        catch (Exception fault) when (fault is not PluginFailedException)
        {
            onLost();
            throw;
        }
        finally
        {
            _memoryBytes = _guest?.MemoryBytes ?? 0;
        }
    });

    /// <summary>Ends the running call, and every later one. From any thread.</summary>
    public void Stop() => _budget.Stop();

    public async ValueTask DisposeAsync()
    {
        _budget.Stop();
        await RunAsync(() =>
        {
            // On its own thread and after every call: a store that is disposed elsewhere ends the process.
            if (_guest is { } guest)
            {
                _guest = null;
                _factory.Return(guest);
            }

            return true;
        }).ConfigureAwait(false);
        _thread.Complete();
        _budget.Dispose();
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
        var begin = _time.GetTimestamp();
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

        _memoryBytes = _guest!.MemoryBytes;
        _pollDone.SetResult(new PollReport(failure, isLost, _time.GetElapsedTime(begin)));
    }

    private Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _thread.Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception fault)
            {
                done.SetException(AsFailure(fault));
            }
        });
        return done.Task;
    }
}
