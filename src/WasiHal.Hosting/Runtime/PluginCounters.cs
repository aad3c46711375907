using WasiHal.Hosting.Telemetry;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// What has happened to one plugin, as its status and the meter tell it. Written by its runner, refusals by any thread;
/// read by anybody. Counting allocates nothing.
/// </summary>
internal sealed class PluginCounters(string pluginId, PluginMeter meter)
{
    private readonly Tag _id = new(PluginMeter.PluginIdKey, pluginId);
    private readonly Lock _lock = new();
    private readonly long[] _durations = new long[DurationBuckets.UpToMilliseconds.Count + 1];
    private long _durationTicks;
    private long _lastPollTicks = -1;
    private long _polls;
    private long _failures;
    private long _restarts;
    private long _deniedCalls;
    private long _failedPolls;
    private long _cpuTicks;

    public long Polls => Volatile.Read(ref _polls);

    public long Failures => Volatile.Read(ref _failures);

    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>Host calls that any version of the plugin was refused.</summary>
    public long DeniedCalls => Volatile.Read(ref _deniedCalls);

    /// <summary>How long the newest poll took, if there was one.</summary>
    public double? LastPollMilliseconds => Volatile.Read(ref _lastPollTicks) is >= 0 and var ticks ? Milliseconds(ticks) : null;

    /// <summary>How long the polls took that have ended.</summary>
    public DurationHistogram PollDurations => EndedPolls.Durations;

    /// <summary>The same, and how many of them failed: at one moment, so that their difference never goes down.</summary>
    public (DurationHistogram Durations, long Failed) EndedPolls
    {
        get
        {
            lock (_lock)
            {
                return (new(_durations.Sum(), Milliseconds(_durationTicks), DurationBuckets.UpToMilliseconds, [.. _durations]), _failedPolls);
            }
        }
    }

    /// <summary>Time of a core that calls used.</summary>
    public TimeSpan CpuTime => TimeSpan.FromTicks(Volatile.Read(ref _cpuTicks));

    public void PollBegins() => Volatile.Write(ref _polls, _polls + 1);

    public void PollEnded(TimeSpan duration, bool succeeded)
    {
        lock (_lock)
        {
            _durations[DurationBuckets.IndexOf(duration)]++;
            _durationTicks += duration.Ticks;
            _failedPolls += succeeded ? 0 : 1;
            Volatile.Write(ref _lastPollTicks, duration.Ticks);
        }

        var outcome = succeeded ? PluginMeter.Success : PluginMeter.Failure;
        meter.Polls.Add(1, _id, outcome);
        meter.PollDuration.Record(duration.TotalSeconds, _id, outcome);
    }

    /// <summary>A call other than a poll ended.</summary>
    public void CallEnded(PluginKind kind, TimeSpan duration, bool succeeded)
    {
        var outcome = succeeded ? PluginMeter.Success : PluginMeter.Failure;
        meter.Calls.Add(1, _id, PluginMeter.PluginKinds[(int)kind], outcome);
        meter.CallDuration.Record(duration.TotalSeconds, _id, PluginMeter.PluginKinds[(int)kind], outcome);
    }

    public void Failed(FailureKind kind)
    {
        Volatile.Write(ref _failures, _failures + 1);
        meter.Failures.Add(1, _id, PluginMeter.FailureKinds[(int)kind]);
    }

    public void Restarted()
    {
        Volatile.Write(ref _restarts, _restarts + 1);
        meter.Restarts.Add(1, _id);
    }

    /// <summary>A host call was refused. From any thread.</summary>
    public void CallDenied()
    {
        Interlocked.Increment(ref _deniedCalls);
        meter.DeniedCalls.Add(1, _id);
    }

    /// <summary>The plugin used a core for so long.</summary>
    public void UsedCpu(TimeSpan time)
    {
        Volatile.Write(ref _cpuTicks, _cpuTicks + time.Ticks);
        meter.CpuTime.Add(time.TotalSeconds, _id);
    }

    private static double Milliseconds(long ticks) => Math.Round(TimeSpan.FromTicks(ticks).TotalMilliseconds, 3);
}
