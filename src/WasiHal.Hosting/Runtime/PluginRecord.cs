using System.Globalization;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// What has happened to one plugin: counted, kept as its present fault, and told to the operator, once. Written by its
/// runner, read by anybody.
/// </summary>
internal sealed class PluginRecord(string id, string node, TimeProvider time, ILogger logger, PluginMeter meter)
{
    private readonly PluginFaults _faults = new(time);
    private string? _slowed;
    private string? _ran;

    /// <summary>The counts.</summary>
    public PluginCounters Counters { get; } = new(id, meter);

    /// <summary>Its calls, for whoever traces.</summary>
    public PluginSpans Spans { get; } = new(id, time);

    /// <summary>The plugin as seen from outside.</summary>
    /// <param name="state">Where it is in its life.</param>
    /// <param name="instance">What runs.</param>
    /// <param name="wanted">What the catalog holds.</param>
    /// <param name="schedule">What comes next.</param>
    public PluginStatus ToStatus(PluginState state, PluginInstance? instance, PluginDefinition? wanted, PluginSchedule schedule)
    {
        var definition = instance?.Definition ?? wanted;
        var (durations, failed) = Counters.EndedPolls;
        return new PluginStatus
        {
            Id = id,
            Node = node,
            Kinds = instance?.Kinds ?? [],
            State = state,
            Version = definition?.Version[..12],
            LastError = _faults.Newest,
            NextStart = state == PluginState.BackingOff ? schedule.NextStart : null,
            IsSlowed = schedule.IsSlowed,
            Polls = Counters.Polls,
            Failures = Counters.Failures,
            Restarts = Counters.Restarts,
            DeniedCalls = Counters.DeniedCalls,
            LastPollMilliseconds = Counters.LastPollMilliseconds,
            PollDurations = durations,
            FailedPolls = failed,
            CpuTime = Counters.CpuTime,
            MemoryBytes = instance?.MemoryBytes is > 0 and var bytes ? bytes : null,
            PollInterval = definition is null ? null : new Duration(definition.PollInterval),
            ExpectedEvery = definition is { GivesReadings: true } ? new Duration(definition.ExpectedEvery) : null,
            Permissions = definition?.Policy.Permissions ?? new PluginPermissions([], [], []),
        };
    }

    /// <summary>An instance runs.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="isRestart">Whether it takes the place of one that was lost.</param>
    public void Runs(PluginInstance instance, bool isRestart)
    {
        var definition = instance.Definition;
        if (isRestart)
        {
            Counters.Restarted();
        }

        _faults.LoadSucceeded();
        if (_ran != definition.Fingerprint)
        {
            // What was wrong with another version is no matter of this one.
            _ran = definition.Fingerprint;
            _faults.Clear();
        }

        Log.PluginRuns(logger, id, definition.Version[..12], string.Join(", ", instance.Kinds).ToLowerInvariant(), new Duration(definition.PollInterval));
    }

    /// <summary>An operator wants it to start anew: what failed before is forgotten.</summary>
    public void StartsAnew()
    {
        _faults.Clear();
        Log.PluginRestartsOnRequest(logger, id);
    }

    /// <summary>It is switched off: what failed before is forgotten.</summary>
    public void Disabled()
    {
        _faults.Clear();
        Log.PluginDisabled(logger, id);
    }

    /// <summary>The version that failed to load is no longer wanted.</summary>
    public void LoadForgotten() => _faults.LoadSucceeded();

    /// <summary>A version does not load.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="oldGoesOn">Whether the version before goes on.</param>
    public void LoadFailed(PluginFailedException failure, bool oldGoesOn)
    {
        Counters.Failed(FailureKind.Load);

        // Of a thread that was given up the operator has been told where that was done.
        if (!_faults.LoadFailed(failure) || failure is PluginStuckException)
        {
            return;
        }

        if (oldGoesOn)
        {
            Log.NewVersionDoesNotLoad(logger, id, failure.Message, DetailLines(failure));
        }
        else
        {
            Log.PluginDoesNotLoad(logger, id, failure.Message, DetailLines(failure));
        }
    }

    /// <summary>A poll or another call failed.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="isLost">Whether the instance is lost with it; then what becomes of the plugin is told by the next method.</param>
    /// <param name="isPoll">Whether it was a poll.</param>
    /// <returns>Whether it is news.</returns>
    public bool CallFailed(PluginFailedException failure, bool isLost, bool isPoll)
    {
        Counters.Failed(isLost ? FailureKind.Lost : FailureKind.Call);
        var isNews = _faults.CallFailed(failure, isPoll);
        if (isNews && !isLost)
        {
            Log.PluginFailed(logger, id, failure.Message, DetailLines(failure));
        }

        return isNews;
    }

    /// <summary>A poll or another call succeeded.</summary>
    public void CallSucceeded(bool isPoll)
    {
        if (_faults.CallSucceeded(isPoll) is > 0 and var failures)
        {
            Log.PluginRecovered(logger, id, failures);
        }
    }

    /// <summary>A lost instance is followed by a new one after a pause.</summary>
    public void Restarts(PluginFailedException failure, TimeSpan pause) =>
        Log.PluginRestarts(logger, id, failure.Message, new Duration(TimeSpan.FromSeconds(Math.Round(pause.TotalSeconds, 1))), DetailLines(failure));

    /// <summary>It failed too often.</summary>
    public void Parked(PluginFailedException failure, int losses) => Log.PluginParked(logger, id, losses, failure.Message);

    /// <summary>A call has ended: its core time is counted, and held against the share.</summary>
    /// <param name="instance">What was called.</param>
    /// <param name="schedule">Holds the share.</param>
    /// <param name="isLost">Whether the instance was lost with the call.</param>
    public void UsedCore(PluginInstance instance, PluginSchedule schedule, bool isLost)
    {
        var used = instance.TakeCoreTime();
        Counters.UsedCpu(used);

        // Once for each version: it is slowed again and again, and the operator knows. One that is lost has another story.
        if (schedule.Used(used) && !isLost && _slowed != instance.Definition.Fingerprint)
        {
            _slowed = instance.Definition.Fingerprint;
            Log.PluginSlowed(logger, id, Percent(instance), Math.Round(schedule.UsedOfCore.TotalSeconds, 1));
        }
    }

    /// <summary>Why a call that somebody asks for must wait; null when it need not.</summary>
    public string? WhyNotNow(PluginInstance instance, PluginSchedule schedule) => schedule.IsShareUsedUp
        ? string.Create(CultureInfo.InvariantCulture, $"plugin {id} has used {schedule.UsedOfCore.TotalSeconds:0.0} s of a core within a minute, more than {Percent(instance)} % (plugins.{id}.limits.core_share): try again later")
        : null;

    private static double Percent(PluginInstance instance) => Math.Round(100 * instance.Definition.Limits.CoreShare, 1);

    private static string DetailLines(PluginFailedException failure) => failure.Detail is null ? "" : "\n" + failure.Detail;
}
