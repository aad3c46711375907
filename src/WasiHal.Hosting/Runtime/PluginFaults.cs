namespace WasiHal.Hosting.Runtime;

/// <summary>
/// What is wrong with one plugin at the moment: the newest failure of a poll, of another call, and of a load, each until
/// a success of its kind takes it away. Tells which failures are news, so that the log has each of them once, also of a plugin
/// that fails and succeeds by turns. Written by the runner, read by anybody.
/// </summary>
internal sealed class PluginFaults(TimeProvider time)
{
    // A plugin that fails at every other poll is told of once in so long.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private readonly Row _polls = new();
    private readonly Row _calls = new();
    private volatile PluginError? _load;

    /// <summary>The newest of the three, or null.</summary>
    public PluginError? Newest => Newer(_load, Newer(_polls.Error, _calls.Error));

    /// <summary>A poll failed, or another call.</summary>
    /// <returns>Whether it is news: the first of a row, whatever the others say, and not soon after another that was told.</returns>
    public bool CallFailed(PluginFailedException failure, bool isPoll)
    {
        var row = isPoll ? _polls : _calls;
        row.Error = ToError(failure);
        row.Failures++;
        if (row.Failures > 1 || (row.ToldAt is { } told && time.GetElapsedTime(told) < Quiet))
        {
            return false;
        }

        row.ToldAt = time.GetTimestamp();
        row.IsTold = true;
        return true;
    }

    /// <summary>A poll succeeded, or another call.</summary>
    /// <returns>How many failures that were told of it ended, 0 when there is nothing to say.</returns>
    public long CallSucceeded(bool isPoll)
    {
        var row = isPoll ? _polls : _calls;
        var ended = row.IsTold ? row.Failures : 0;
        (row.Error, row.Failures, row.IsTold) = (null, 0, false);
        return ended;
    }

    /// <summary>A version does not load.</summary>
    /// <returns>Whether it says something else than the failure before.</returns>
    public bool LoadFailed(PluginFailedException failure)
    {
        var isNews = _load?.Message != failure.Message;
        _load = ToError(failure);
        return isNews;
    }

    /// <summary>A version was loaded, or the one that failed is no longer wanted.</summary>
    public void LoadSucceeded() => _load = null;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _load = null;
        _polls.Clear();
        _calls.Clear();
    }

    private static PluginError? Newer(PluginError? one, PluginError? other) => other is null || one?.Time > other.Time ? one : other;

    private PluginError ToError(PluginFailedException failure) => new(time.GetUtcNow(), failure.Message, failure.Detail);

    /// <summary>Failures one after the other.</summary>
    private sealed class Row
    {
        private volatile PluginError? _error;

        public PluginError? Error
        {
            get => _error;
            set => _error = value;
        }

        public long Failures { get; set; }

        public bool IsTold { get; set; }

        public long? ToldAt { get; set; }

        public void Clear() => (Error, Failures, IsTold, ToldAt) = (null, 0, false, null);
    }
}
