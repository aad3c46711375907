namespace WasiHal.Hosting;

/// <summary>The running plugins. Safe from any thread; calls to one plugin queue, calls to different plugins do not wait for each other.</summary>
public interface IPluginHost : IPluginDirectory, IPluginControl, IPluginViews, IPluginActions
{
    /// <summary>Polls one plugin now, beside its schedule. What it measured goes to the sinks as at any poll.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    ValueTask<PollOutcome> PollAsync(string pluginId, CancellationToken cancellationToken);
}
