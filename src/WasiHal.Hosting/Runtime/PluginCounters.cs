namespace WasiHal.Hosting.Runtime;

/// <summary>What has happened to one plugin. Written by its runner, read by anybody.</summary>
internal sealed class PluginCounters
{
    private long _polls;
    private long _failures;
    private long _restarts;
    private long _lastPollTicks = -1;

    public long Polls => Volatile.Read(ref _polls);

    public long Failures => Volatile.Read(ref _failures);

    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>How long the newest poll took, if there was one.</summary>
    public double? LastPollMilliseconds => Volatile.Read(ref _lastPollTicks) is >= 0 and var ticks ? Math.Round(TimeSpan.FromTicks(ticks).TotalMilliseconds, 3) : null;

    public void PollBegins() => Volatile.Write(ref _polls, _polls + 1);

    public void PollEnded(TimeSpan duration) => Volatile.Write(ref _lastPollTicks, duration.Ticks);

    public void Failed() => Volatile.Write(ref _failures, _failures + 1);

    public void Restarted() => Volatile.Write(ref _restarts, _restarts + 1);
}
