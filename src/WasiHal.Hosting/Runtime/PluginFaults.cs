namespace WasiHal.Hosting.Runtime;

/// <summary>
/// What is wrong with one plugin at the moment: the newest failure of a call and of a load, until a success takes it
/// away. Tells which failures are news, so that the log has each of them once. Written by the runner, read by anybody.
/// </summary>
internal sealed class PluginFaults(TimeProvider time)
{
    private volatile PluginError? _call;
    private volatile PluginError? _load;
    private long _callsInARow;

    /// <summary>The newer of the two, or null.</summary>
    public PluginError? Newest => (_load, _call) switch
    {
        ({ } load, { } call) => load.Time > call.Time ? load : call,
        var (load, call) => load ?? call,
    };

    /// <summary>A call failed.</summary>
    /// <returns>Whether it is the first in a row; the others are not told, whatever they say.</returns>
    public bool CallFailed(PluginFailedException failure)
    {
        _call = ToError(failure);
        return _callsInARow++ == 0;
    }

    /// <summary>A call succeeded.</summary>
    /// <returns>How many failures in a row it ended.</returns>
    public long CallSucceeded()
    {
        var ended = _callsInARow;
        (_call, _callsInARow) = (null, 0);
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
    public void Clear() => (_call, _load, _callsInARow) = (null, null, 0);

    private PluginError ToError(PluginFailedException failure) => new(time.GetUtcNow(), failure.Message, failure.Detail);
}
