using System.Diagnostics;
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
    private readonly PollPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly WakeSignal _wake;
    private readonly PendingPoll _poll;
    private readonly RestartPolicy _restarts;
    private readonly PluginSchedule _schedule;
    private readonly PluginRecord _record;

    // Never disposed: the runner may be stopped twice, and without a timer or a wait handle it holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestQueue _requests;
    private readonly PendingLoad _load;
    private readonly Task _loop;

    private volatile CatalogEntry _wanted;
    private CatalogEntry? _taken;
    private volatile PluginInstance? _instance;
    private string? _attempted;
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
        _publisher = publisher;
        _time = time;
        _wanted = entry;
        _wake = new WakeSignal(time);
        _poll = new PendingPoll(_wake.Set);
        _requests = new RequestQueue(_wake.Set);
        _load = new PendingLoad(factory, time, _wake.Set);
        _restarts = new RestartPolicy(time, Random.Shared);
        _schedule = new PluginSchedule(time);
        _record = new PluginRecord(entry.Id, node, time, logger, meter);
        Pulse = new LoopPulse(time);
        Pulse.Expect(TimeSpan.Zero);
        _loop = Task.Run(() => RunAsync(after ?? Task.CompletedTask));
    }

    /// <summary>Whether the loop goes on.</summary>
    public LoopPulse Pulse { get; }

    /// <summary>The plugin as seen from outside.</summary>
    public PluginStatus Status => _record.ToStatus(_state, _instance, _wanted.Definition, _schedule);

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
        _load.Abandon();
        if (_instance is null)
        {
            _state = PluginState.Loading;
        }

        _record.StartsAnew();
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

        if (_record.WhyNotNow(instance, _schedule) is { } tooMuch)
        {
            return new PollOutcome([], new PluginError(_time.GetUtcNow(), tooMuch, null));
        }

        _record.Counters.PollBegins();
        var failure = await PolledAsync(instance, await instance.PollAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return failure is null
            ? new PollOutcome([.. instance.Measurements.Items], null)
            : new PollOutcome([], new PluginError(_time.GetUtcNow(), failure.Message, failure.Detail));
    });

    /// <summary>Calls the guest with something other than a poll.</summary>
    /// <exception cref="PluginFailedException">It is not running, not of that kind, or failed.</exception>
    public Task<T> CallAsync<T>(PluginKind kind, Func<IGuest, T> call) => CallAsync(kind, call, Activity.Current?.Context ?? default);

    private Task<T> CallAsync<T>(PluginKind kind, Func<IGuest, T> call, ActivityContext asker) => _requests.AskAsync(async () =>
    {
        var instance = _instance;
        if (instance is null || !instance.Kinds.Contains(kind))
        {
            throw new PluginFailedException(NotRunning(kind, instance).Message);
        }

        if (_record.WhyNotNow(instance, _schedule) is { } tooMuch)
        {
            throw new PluginFailedException(tooMuch);
        }

        var isLost = false;
        var begin = _time.GetTimestamp();
        Pulse.Expect(instance.Definition.Limits.CallDeadline.Value);
        try
        {
            var answer = await instance.CallAsync(call, () => isLost = true).ConfigureAwait(false);
            _record.UsedCore(instance, _schedule, isLost: false);
            CallEnded(kind, begin, null, asker);
            _record.CallSucceeded(isPoll: false);
            return answer;
        }
        catch (PluginFailedException failure) when (isLost || failure.InnerException is not HardwareException)
        {
            // What the host refused before the guest was called is no failure of the plugin's.
            _record.UsedCore(instance, _schedule, isLost);
            CallEnded(kind, begin, failure, asker);
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

    private void CallEnded(PluginKind kind, long begin, PluginFailedException? failure, ActivityContext asker)
    {
        var duration = _time.GetElapsedTime(begin);
        _record.Counters.CallEnded(kind, duration, failure is null);
        _record.Spans.CallEnded(kind, duration, failure, asker);
    }

    private PluginError NotRunning(PluginKind kind, PluginInstance? instance) => new(
        _time.GetUtcNow(),
        instance is null ? $"plugin {_id} is not running" : $"plugin {_id} is no {kind}",
        null);

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
                _record.CallFailed(failure, isLost: false, isPoll: true);

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
        if (_poll.IsDone)
        {
            await PolledAsync(_instance!, _poll.Take()).ConfigureAwait(false);
        }

        await TakeWantedAsync().ConfigureAwait(false);
        if (_load.IsDone && (!_poll.IsPending || _load.HasFailed || _schedule.IsSwapDue()))
        {
            await FinishLoadAsync().ConfigureAwait(false);
        }

        if (!_poll.IsPending)
        {
            await _requests.DoAllAsync().ConfigureAwait(false);
        }

        if (_instance is null && !_load.IsPending && _schedule.IsStartDue && _taken?.Definition is { } definition)
        {
            BeginLoad(definition);
        }

        if (!_poll.IsPending && _instance is { } instance && _schedule.IsPollDue)
        {
            _schedule.PollBegins(instance.Definition.PollInterval);
            _record.Counters.PollBegins();
            _poll.Begin(instance);
        }

        var rest = _schedule.UntilNext(canPoll: _instance is not null && !_poll.IsPending, canStart: _instance is null && !_load.IsPending);
        Pulse.Expect(_poll.IsPending && _instance!.Definition.Limits.CallDeadline.Value is var deadline && deadline < rest ? deadline : rest);
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
            _state = PluginState.Disabled;
            _record.Disabled();
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
                _record.LoadForgotten();
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
        definition.Policy.TellRefusals(_record.Counters.CallDenied);
        _load.Begin(definition, _stopping.Token);
    }

    private async ValueTask FinishLoadAsync()
    {
        _schedule.NoSwap();
        try
        {
            var next = await _load.TakeAsync().ConfigureAwait(false);
            var isRestart = _instance is null && _record.Counters.Polls + _record.Counters.Failures > 0;
            await DropInstanceAsync().ConfigureAwait(false);
            _instance = next;
            _schedule.Hold(next.Definition.Limits.CoreShare);

            // Loading counts for nothing here: it happens when an operator wants it, or after a pause.
            _ = next.TakeCoreTime();
            if (next.Kinds.Contains(PluginKind.Sensor))
            {
                _schedule.BeginPolls();
            }

            _state = PluginState.Running;
            _record.Runs(next, isRestart);
        }
        catch (PluginFailedException failure)
        {
            LoadFailed(failure, retry: true);
        }
    }

    private void LoadFailed(PluginFailedException failure, bool retry)
    {
        _record.LoadFailed(failure, oldGoesOn: _instance is not null);
        if (_instance is not null)
        {
            return;
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
                _record.Restarts(failure, pause);
            }

            _schedule.StartAfter(pause);
            _state = PluginState.BackingOff;
        }
        else
        {
            _record.Parked(failure, _restarts.Losses);
            Park();
        }
    }

    private void Park()
    {
        _schedule.NoStart();
        _state = PluginState.Parked;
    }

    private async ValueTask<PluginFailedException?> PolledAsync(PluginInstance instance, PollReport report)
    {
        _record.Counters.PollEnded(report.Duration, report.Failure is null);
        _record.Spans.PollEnded(report.Duration, report.Failure);
        _record.UsedCore(instance, _schedule, report.IsLost);
        if (report.Failure is null)
        {
            _record.CallSucceeded(isPoll: true);
            await _publisher.PublishAsync(instance.Definition, instance.Measurements, _stopping.Token).ConfigureAwait(false);
        }
        else
        {
            await FailedAsync(report.Failure, report.IsLost, isPoll: true).ConfigureAwait(false);
        }

        return report.Failure;
    }

    private async ValueTask FailedAsync(PluginFailedException failure, bool isLost, bool isPoll)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        var isNews = _record.CallFailed(failure, isLost, isPoll);
        if (!isLost)
        {
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
            _poll.Forget();
        }
    }

    private async ValueTask EndAsync()
    {
        await DropInstanceAsync().ConfigureAwait(false);
        await _load.EndAsync().ConfigureAwait(false);
        await _requests.DoAllAsync().ConfigureAwait(false);
    }
}
