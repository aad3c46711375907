using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// Keeps one plugin running: loads it, polls it on its schedule, swaps in new versions, starts it again when its
/// instance was lost, parks it when that happens too often. One loop; what others ask for is queued to it.
/// </summary>
internal sealed class PluginRunner : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private readonly string _id;
    private readonly string _node;
    private readonly PollPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WakeSignal _wake;
    private readonly RestartPolicy _restarts;
    private readonly PluginCounters _counters = new();
    private readonly PluginFaults _faults;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestQueue _requests;
    private readonly PendingLoad _load;
    private readonly Task _loop;

    private volatile CatalogEntry _wanted;
    private CatalogEntry? _taken;
    private volatile PluginInstance? _instance;
    private string? _attempted;
    private DateTimeOffset? _nextPoll;
    private DateTimeOffset? _nextStart;
    private volatile PluginState _state = PluginState.Loading;

    public PluginRunner(CatalogEntry entry, string node, GuestFactory factory, PollPublisher publisher, TimeProvider time, ILogger logger)
    {
        _id = entry.Id;
        _node = node;
        _publisher = publisher;
        _time = time;
        _logger = logger;
        _wanted = entry;
        _wake = new WakeSignal(time);
        _requests = new RequestQueue(_wake.Set);
        _load = new PendingLoad(factory, time, _wake.Set);
        _restarts = new RestartPolicy(time, Random.Shared);
        _faults = new PluginFaults(time);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The plugin as seen from outside.</summary>
    public PluginStatus Status
    {
        get
        {
            var instance = _instance;
            var definition = instance?.Definition ?? _wanted.Definition;
            return new PluginStatus(
                _id,
                _node,
                instance?.Kinds ?? [],
                _state,
                definition?.Version[..12],
                _faults.Newest,
                _counters.Polls,
                _counters.Failures,
                _counters.Restarts,
                definition?.Policy.DeniedCalls ?? 0,
                _counters.LastPollMilliseconds,
                instance?.MemoryBytes ?? 0,
                new Duration(definition?.PollInterval ?? TimeSpan.Zero),
                definition?.Policy.Permissions ?? new PluginPermissions([], [], []));
        }
    }

    /// <summary>Tells what the catalog holds now.</summary>
    public void Want(CatalogEntry entry)
    {
        _wanted = entry;
        _wake.Set();
    }

    /// <summary>Starts the plugin anew, whatever has failed before.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to start.</exception>
    public Task<bool> RestartAsync() => _requests.AskAsync(() =>
    {
        var wanted = _wanted;
        if (wanted.Definition is not { } definition)
        {
            throw new InvalidOperationException(wanted.Enabled
                ? $"Plugin {_id} has nothing to start: {GuestText.ToException(wanted.Problem ?? "no reason given").Message}"
                : $"Plugin {_id} is switched off: set plugins.{_id}.enabled = true.");
        }

        (_taken, _attempted, _nextStart) = (wanted, definition.Fingerprint, null);
        _restarts.Reset();
        _load.Abandon();
        if (_instance is null)
        {
            _state = PluginState.Loading;
        }

        Log.PluginRestartsOnRequest(_logger, _id);
        BeginLoad(definition);
        return Task.FromResult(true);
    });

    /// <summary>Polls now.</summary>
    public Task<PollOutcome> PollAsync() => _requests.AskAsync(async () =>
    {
        var instance = _instance;
        if (instance is null || !instance.Kinds.Contains(PluginKind.Sensor))
        {
            return new PollOutcome([], NotRunning(PluginKind.Sensor, instance));
        }

        var failure = await PollOnceAsync(instance).ConfigureAwait(false);
        return failure is null
            ? new PollOutcome([.. instance.Measurements.Items], null)
            : new PollOutcome([], new PluginError(_time.GetUtcNow(), failure.Message, failure.Detail));
    });

    /// <summary>Calls the guest with something other than a poll.</summary>
    /// <exception cref="PluginFailedException">It is not running, not of that kind, or failed.</exception>
    public Task<T> CallAsync<T>(PluginKind kind, Func<IGuest, T> call) => _requests.AskAsync(async () =>
    {
        var instance = _instance;
        if (instance is null || !instance.Kinds.Contains(kind))
        {
            throw new PluginFailedException(NotRunning(kind, instance).Message);
        }

        var isLost = false;
        try
        {
            return await instance.CallAsync(call, () => isLost = true).ConfigureAwait(false);
        }
        catch (PluginFailedException failure) when (isLost || failure.InnerException is not HardwareException)
        {
            // What the host refused before the guest was called is no failure of the plugin's.
            await FailedAsync(failure, isLost).ConfigureAwait(false);
            throw;
        }
    });

    /// <summary>Stops the plugin, in the middle of a call if need be.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_instance is { } instance)
        {
            instance.Stop();
        }

        _wake.Set();
        await _loop.ConfigureAwait(false);
        _wake.Dispose();
        _stopping.Dispose();
    }

    private PluginError NotRunning(PluginKind kind, PluginInstance? instance) => new(
        _time.GetUtcNow(),
        instance is null ? $"plugin {_id} is not running" : $"plugin {_id} is no {kind}",
        null);

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await StepAsync().ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                // The one broad catch of this loop: a fault of the host's in the care of one plugin must not end that care.
                var failure = new PluginFailedException($"the host failed: {fault.GetType().Name}: {fault.Message}", fault.ToString());
                if (_faults.CallFailed(failure))
                {
                    Log.PluginFailed(_logger, _id, failure.Message, DetailLines(failure));
                }

                _nextPoll = _time.GetUtcNow() + TimeSpan.FromSeconds(5);
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    private async ValueTask StepAsync()
    {
        await TakeWantedAsync().ConfigureAwait(false);
        if (_load.IsDone)
        {
            await FinishLoadAsync().ConfigureAwait(false);
        }

        await _requests.DoAllAsync().ConfigureAwait(false);

        var now = _time.GetUtcNow();
        if (_instance is null && !_load.IsPending && _nextStart <= now && _taken?.Definition is { } definition)
        {
            _nextStart = null;
            BeginLoad(definition);
        }

        if (_instance is { } instance && _nextPoll <= now)
        {
            // From the time that was due, so that the rhythm holds; but what was missed is missed.
            var next = _nextPoll.Value + instance.Definition.PollInterval;
            _nextPoll = next > now ? next : now + instance.Definition.PollInterval;
            await PollOnceAsync(instance).ConfigureAwait(false);
        }

        await _wake.WaitAsync(UntilNext()).ConfigureAwait(false);
    }

    private TimeSpan UntilNext()
    {
        var next = (_instance is null, _nextPoll, _nextStart) switch
        {
            (false, { } poll, _) => poll,
            (true, _, { } start) when !_load.IsPending => start,
            _ => (DateTimeOffset?)null,
        };
        var time = next is { } due ? due - _time.GetUtcNow() : Idle;
        return time < Idle ? time : Idle;
    }

    private async ValueTask TakeWantedAsync()
    {
        var wanted = _wanted;
        if (ReferenceEquals(wanted, _taken))
        {
            return;
        }

        _taken = wanted;
        if (!wanted.Enabled)
        {
            _load.Abandon();
            await DropInstanceAsync().ConfigureAwait(false);
            (_attempted, _nextStart) = (null, null);
            _faults.Clear();
            _state = PluginState.Disabled;
            Log.PluginDisabled(_logger, _id);
        }
        else if (_attempted is { } attempted && attempted == (wanted.Definition?.Fingerprint ?? wanted.Problem))
        {
            // An entry can come again unchanged, because another plugin changed: what runs, loads, waits or is parked stays so.
        }
        else if (wanted.Definition is null)
        {
            _load.Abandon();
            _attempted = wanted.Problem;
            LoadFailed(GuestText.ToException(wanted.Problem ?? "no reason given"), retry: false);
        }
        else
        {
            _load.Abandon();
            _attempted = wanted.Definition.Fingerprint;
            if (_instance?.Definition.Fingerprint == _attempted)
            {
                // Back to what runs already: the version in between is forgotten.
                _faults.LoadSucceeded();
            }
            else
            {
                _restarts.Reset();
                BeginLoad(wanted.Definition);
            }
        }
    }

    private void BeginLoad(PluginDefinition definition)
    {
        if (_instance is null && _state != PluginState.BackingOff)
        {
            _state = PluginState.Loading;
        }

        _load.Begin(definition, _stopping.Token);
    }

    private async ValueTask FinishLoadAsync()
    {
        try
        {
            var next = await _load.TakeAsync().ConfigureAwait(false);
            var definition = next.Definition;
            if (_instance is null && _counters.Polls + _counters.Failures > 0)
            {
                _counters.Restarted();
            }

            await DropInstanceAsync().ConfigureAwait(false);
            _instance = next;
            _faults.LoadSucceeded();
            _nextStart = null;
            _nextPoll = next.Kinds.Contains(PluginKind.Sensor) ? _time.GetUtcNow() : null;
            _state = PluginState.Running;
            Log.PluginRuns(_logger, _id, definition.Version[..12], string.Join(", ", next.Kinds).ToLowerInvariant(), new Duration(definition.PollInterval));
        }
        catch (PluginFailedException failure)
        {
            LoadFailed(failure, retry: true);
        }
    }

    private void LoadFailed(PluginFailedException failure, bool retry)
    {
        _counters.Failed();
        var isNews = _faults.LoadFailed(failure);
        if (_instance is not null)
        {
            if (isNews)
            {
                Log.NewVersionDoesNotLoad(_logger, _id, failure.Message, DetailLines(failure));
            }

            return;
        }

        if (isNews)
        {
            Log.PluginDoesNotLoad(_logger, _id, failure.Message, DetailLines(failure));
        }

        if (retry && _restarts.Lost() is { } pause)
        {
            _nextStart = _time.GetUtcNow() + pause;
            _state = PluginState.BackingOff;
            return;
        }

        if (retry)
        {
            Log.PluginParked(_logger, _id, _restarts.Losses, failure.Message);
        }

        _state = PluginState.Parked;
    }

    private async ValueTask<PluginFailedException?> PollOnceAsync(PluginInstance instance)
    {
        _counters.PollBegins();
        var report = await instance.PollAsync().ConfigureAwait(false);
        _counters.PollEnded(report.Duration);
        if (report.Failure is null)
        {
            if (_faults.CallSucceeded() is > 0 and var failures)
            {
                Log.PluginRecovered(_logger, _id, failures);
            }

            await _publisher.PublishAsync(instance.Definition, instance.Measurements, _stopping.Token).ConfigureAwait(false);
        }
        else
        {
            await FailedAsync(report.Failure, report.IsLost).ConfigureAwait(false);
        }

        return report.Failure;
    }

    private async ValueTask FailedAsync(PluginFailedException failure, bool isLost)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _counters.Failed();
        var isNews = _faults.CallFailed(failure);
        if (!isLost)
        {
            if (isNews)
            {
                Log.PluginFailed(_logger, _id, failure.Message, DetailLines(failure));
            }

            return;
        }

        await DropInstanceAsync().ConfigureAwait(false);
        if (_restarts.Lost() is { } pause)
        {
            if (isNews)
            {
                Log.PluginRestarts(_logger, _id, failure.Message, new Duration(TimeSpan.FromSeconds(Math.Round(pause.TotalSeconds, 1))), DetailLines(failure));
            }

            _nextStart = _time.GetUtcNow() + pause;
            _state = PluginState.BackingOff;
        }
        else
        {
            Log.PluginParked(_logger, _id, _restarts.Losses, failure.Message);
            _state = PluginState.Parked;
        }
    }

    private async ValueTask DropInstanceAsync()
    {
        if (_instance is { } old)
        {
            _instance = null;
            _nextPoll = null;
            await old.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync()
    {
        await DropInstanceAsync().ConfigureAwait(false);
        await _load.EndAsync().ConfigureAwait(false);
        await _requests.DoAllAsync().ConfigureAwait(false);
    }

    private static string DetailLines(PluginFailedException failure) => failure.Detail is null ? "" : "\n" + failure.Detail;
}
