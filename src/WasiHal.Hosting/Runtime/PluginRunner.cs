using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Telemetry;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// Keeps one plugin running: loads it, polls it on its schedule, swaps in new versions, starts it again when its
/// instance was lost, parks it when that happens too often. One loop; what others ask for is queued to it. A poll of the
/// schedule goes on beside the loop, so that a new version can be loaded meanwhile and need not wait for a slow poll.
/// </summary>
internal sealed class PluginRunner : IAsyncDisposable
{
    private readonly string _id;
    private readonly string _node;
    private readonly PollPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WakeSignal _wake;
    private readonly Action _onPolled;
    private readonly RestartPolicy _restarts;
    private readonly PluginSchedule _schedule;
    private readonly PluginCounters _counters;
    private readonly PluginFaults _faults;
    // Never disposed: the runner may be stopped twice, and without a timer or a wait handle it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestQueue _requests;
    private readonly PendingLoad _load;
    private readonly Task _loop;

    private volatile CatalogEntry _wanted;
    private CatalogEntry? _taken;
    private volatile PluginInstance? _instance;
    private string? _attempted;
    private string? _slowed;
    private string? _ran;
    private bool _isPolling;
    private ConfiguredValueTaskAwaitable<PollReport>.ConfiguredValueTaskAwaiter _poll;
    private volatile PluginState _state = PluginState.Loading;

    /// <summary>Begins to run a plugin.</summary>
    /// <param name="entry">What the catalog holds.</param>
    /// <param name="node">Id of this node.</param>
    /// <param name="factory">Makes its guests.</param>
    /// <param name="publisher">Takes what it measures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what the operator should know.</param>
    /// <param name="meter">Counts what happens to it.</param>
    /// <param name="after">The end of an earlier runner of the same plugin, which is waited for.</param>
    public PluginRunner(CatalogEntry entry, string node, GuestFactory factory, PollPublisher publisher, TimeProvider time, ILogger logger, PluginMeter meter, Task? after = null)
    {
        _id = entry.Id;
        _node = node;
        _publisher = publisher;
        _time = time;
        _logger = logger;
        _wanted = entry;
        _wake = new WakeSignal(time);
        _onPolled = _wake.Set;
        _requests = new RequestQueue(_wake.Set);
        _load = new PendingLoad(factory, time, _wake.Set);
        _restarts = new RestartPolicy(time, Random.Shared);
        _schedule = new PluginSchedule(time);
        _faults = new PluginFaults(time);
        _counters = new PluginCounters(entry.Id, meter);
        Pulse = new LoopPulse(time);
        Pulse.Expect(TimeSpan.Zero);
        _loop = Task.Run(() => RunAsync(after ?? Task.CompletedTask));
    }

    /// <summary>Whether the loop goes on.</summary>
    public LoopPulse Pulse { get; }

    /// <summary>The plugin as seen from outside.</summary>
    public PluginStatus Status
    {
        get
        {
            var instance = _instance;
            var definition = instance?.Definition ?? _wanted.Definition;
            return new PluginStatus
            {
                Id = _id,
                Node = _node,
                Kinds = instance?.Kinds ?? [],
                State = _state,
                Version = definition?.Version[..12],
                LastError = _faults.Newest,
                NextStart = _state == PluginState.BackingOff ? _schedule.NextStart : null,
                IsSlowed = _schedule.IsSlowed,
                Polls = _counters.Polls,
                Failures = _counters.Failures,
                Restarts = _counters.Restarts,
                DeniedCalls = _counters.DeniedCalls,
                LastPollMilliseconds = _counters.LastPollMilliseconds,
                PollDurations = _counters.PollDurations,
                MemoryBytes = instance?.MemoryBytes is > 0 and var bytes ? bytes : null,
                PollInterval = definition is null ? null : new Duration(definition.PollInterval),
                Permissions = definition?.Policy.Permissions ?? new PluginPermissions([], [], []),
            };
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

        (_taken, _attempted) = (wanted, definition.Fingerprint);
        _restarts.Reset();
        _faults.Clear();
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

        if (ShareUsedUp(instance) is { } tooMuch)
        {
            return new PollOutcome([], new PluginError(_time.GetUtcNow(), tooMuch, null));
        }

        _counters.PollBegins();
        var failure = await PolledAsync(instance, await instance.PollAsync().ConfigureAwait(false)).ConfigureAwait(false);
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

        if (ShareUsedUp(instance) is { } tooMuch)
        {
            throw new PluginFailedException(tooMuch);
        }

        var isLost = false;
        var begin = _time.GetTimestamp();
        Pulse.Expect(instance.Definition.Limits.CallDeadline.Value);
        try
        {
            var answer = await instance.CallAsync(call, () => isLost = true).ConfigureAwait(false);
            CountCore(instance);
            _counters.CallEnded(kind, _time.GetElapsedTime(begin), succeeded: true);
            TellRecovery(isPoll: false);
            return answer;
        }
        catch (PluginFailedException failure) when (isLost || failure.InnerException is not HardwareException)
        {
            // What the host refused before the guest was called is no failure of the plugin's.
            CountCore(instance, isLost);
            _counters.CallEnded(kind, _time.GetElapsedTime(begin), succeeded: false);
            await FailedAsync(failure, isLost, isPoll: false).ConfigureAwait(false);
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
    }

    private PluginError NotRunning(PluginKind kind, PluginInstance? instance) => new(
        _time.GetUtcNow(),
        instance is null ? $"plugin {_id} is not running" : $"plugin {_id} is no {kind}",
        null);

    // Not null when a call that nobody needs on the spot must wait: the message for who asked for it.
    private string? ShareUsedUp(PluginInstance instance) => _schedule.IsShareUsedUp
        ? string.Create(CultureInfo.InvariantCulture, $"plugin {_id} has used {_schedule.UsedOfCore.TotalSeconds:0.0} s of a core within a minute, more than {Percent(instance)} % (plugins.{_id}.limits.core_share): try again later")
        : null;

    private static double Percent(PluginInstance instance) => Math.Round(100 * instance.Definition.Limits.CoreShare, 1);

    private void CountCore(PluginInstance instance, bool isLost = false)
    {
        var used = instance.TakeCoreTime();
        _counters.UsedCpu(used);

        // Once for each version: it is slowed again and again, and the operator knows. One that is lost has another story.
        if (_schedule.Used(used) && !isLost && _slowed != instance.Definition.Fingerprint)
        {
            _slowed = instance.Definition.Fingerprint;
            Log.PluginSlowed(_logger, _id, Percent(instance), Math.Round(_schedule.UsedOfCore.TotalSeconds, 1));
        }
    }

    private async Task RunAsync(Task after)
    {
        await after.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                if (_faults.CallFailed(failure, isPoll: true))
                {
                    Log.PluginFailed(_logger, _id, failure.Message, DetailLines(failure));
                }

                // Whatever it was, the plugin begins anew, and not at once.
                await DropInstanceAsync().ConfigureAwait(false);
                if (_state != PluginState.Disabled)
                {
                    RestartOrPark(failure, isNews: false);
                }
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    private async ValueTask StepAsync()
    {
        Pulse.Expect(TimeSpan.Zero);
        if (_isPolling && _poll.IsCompleted)
        {
            _isPolling = false;
            await PolledAsync(_instance!, _poll.GetResult()).ConfigureAwait(false);
        }

        await TakeWantedAsync().ConfigureAwait(false);
        if (_load.IsDone && (!_isPolling || _load.HasFailed || _schedule.IsSwapDue()))
        {
            await FinishLoadAsync().ConfigureAwait(false);
        }

        if (!_isPolling)
        {
            await _requests.DoAllAsync().ConfigureAwait(false);
        }

        if (_instance is null && !_load.IsPending && _schedule.IsStartDue && _taken?.Definition is { } definition)
        {
            BeginLoad(definition);
        }

        if (!_isPolling && _instance is { } instance && _schedule.IsPollDue)
        {
            BeginPoll(instance);
        }

        var rest = _schedule.UntilNext(canPoll: _instance is not null && !_isPolling, canStart: _instance is null && !_load.IsPending);
        Pulse.Expect(_isPolling && _instance!.Definition.Limits.CallDeadline.Value is var deadline && deadline < rest ? deadline : rest);
        await _wake.WaitAsync(rest).ConfigureAwait(false);
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
            _attempted = null;
            _schedule.NoStart();
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

        _schedule.NoStart();
        _schedule.NoSwap();
        definition.Policy.TellRefusals(_counters.CallDenied);
        _load.Begin(definition, _stopping.Token);
    }

    private async ValueTask FinishLoadAsync()
    {
        _schedule.NoSwap();
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
            if (_ran != definition.Fingerprint)
            {
                // What was wrong with another version is no matter of this one.
                _ran = definition.Fingerprint;
                _faults.Clear();
            }

            _schedule.Hold(definition.Limits.CoreShare);

            // Loading counts for nothing here: it happens when an operator wants it, or after a pause.
            _ = next.TakeCoreTime();
            if (next.Kinds.Contains(PluginKind.Sensor))
            {
                _schedule.BeginPolls();
            }

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
        _counters.Failed(FailureKind.Load);
        var isNews = _faults.LoadFailed(failure) && failure is not PluginStuckException;
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

        if (retry)
        {
            RestartOrPark(failure, isNews: false);
        }
        else
        {
            Park();
        }
    }

    /// <summary>Starts the plugin again after a pause, or parks it.</summary>
    /// <param name="failure">What happened to it.</param>
    /// <param name="isNews">Whether the log is to say that it is started again.</param>
    private void RestartOrPark(PluginFailedException failure, bool isNews)
    {
        if (failure is PluginStuckException)
        {
            Park();
        }
        else if (_restarts.Lost() is { } pause)
        {
            if (isNews)
            {
                Log.PluginRestarts(_logger, _id, failure.Message, new Duration(TimeSpan.FromSeconds(Math.Round(pause.TotalSeconds, 1))), DetailLines(failure));
            }

            _schedule.StartAfter(pause);
            _state = PluginState.BackingOff;
        }
        else
        {
            Log.PluginParked(_logger, _id, _restarts.Losses, failure.Message);
            Park();
        }
    }

    private void Park()
    {
        _schedule.NoStart();
        _state = PluginState.Parked;
    }

    private void BeginPoll(PluginInstance instance)
    {
        _schedule.PollBegins(instance.Definition.PollInterval);
        _counters.PollBegins();
#pragma warning disable CA2012 // Consumed once: the loop takes its result when it has come, and begins no other before.
        _poll = instance.PollAsync().ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        _isPolling = true;
        if (_poll.IsCompleted)
        {
            _wake.Set();
        }
        else
        {
            _poll.UnsafeOnCompleted(_onPolled);
        }
    }

    private async ValueTask<PluginFailedException?> PolledAsync(PluginInstance instance, PollReport report)
    {
        _counters.PollEnded(report.Duration, report.Failure is null);
        CountCore(instance, report.IsLost);
        if (report.Failure is null)
        {
            TellRecovery(isPoll: true);
            await _publisher.PublishAsync(instance.Definition, instance.Measurements, _stopping.Token).ConfigureAwait(false);
        }
        else
        {
            await FailedAsync(report.Failure, report.IsLost, isPoll: true).ConfigureAwait(false);
        }

        return report.Failure;
    }

    private void TellRecovery(bool isPoll)
    {
        if (_faults.CallSucceeded(isPoll) is > 0 and var failures)
        {
            Log.PluginRecovered(_logger, _id, failures);
        }
    }

    private async ValueTask FailedAsync(PluginFailedException failure, bool isLost, bool isPoll)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _counters.Failed(isLost ? FailureKind.Lost : FailureKind.Call);
        var isNews = _faults.CallFailed(failure, isPoll);
        if (!isLost)
        {
            if (isNews)
            {
                Log.PluginFailed(_logger, _id, failure.Message, DetailLines(failure));
            }

            return;
        }

        await DropInstanceAsync().ConfigureAwait(false);
        RestartOrPark(failure, isNews);
    }

    private async ValueTask DropInstanceAsync()
    {
        if (_instance is { } old)
        {
            _instance = null;
            _schedule.EndPolls();
            await old.DisposeAsync().ConfigureAwait(false);

            // A poll that ran has ended with the instance, and what came of it counts for nothing.
            _isPolling = false;
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
