namespace WasiHal.Hosting;

/// <summary>The running plugins. Safe from any thread; calls to one plugin queue, calls to different plugins do not wait for each other.</summary>
public interface IPluginHost : IPluginDirectory, IPluginControl
{
    /// <summary>Polls one plugin now, beside its schedule. What it measured goes to the sinks as at any poll.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    ValueTask<PollOutcome> PollAsync(string pluginId, CancellationToken cancellationToken);

    /// <summary>Asks a dashboard plugin for the content of the page.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="snapshotJson">The snapshot, JSON.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <returns>HTML that nobody has checked yet.</returns>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    /// <exception cref="PluginFailedException">It is not running, gives no dashboard, or failed.</exception>
    ValueTask<string> RenderAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken);

    /// <summary>Gives a display plugin a snapshot.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="snapshotJson">The snapshot, JSON.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    /// <exception cref="PluginFailedException">It is not running, is no display, or failed.</exception>
    ValueTask UpdateAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken);

    /// <summary>Asks a plugin what it can be asked to do.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    /// <exception cref="PluginFailedException">It is not running, gives no actions, or failed.</exception>
    ValueTask<IReadOnlyList<PluginAction>> ListActionsAsync(string pluginId, CancellationToken cancellationToken);

    /// <summary>Asks a plugin to do something.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="action">Name of the action.</param>
    /// <param name="argumentsJson">A JSON object.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that has begun goes on to its end or deadline.</param>
    /// <returns>JSON that nobody has checked yet.</returns>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    /// <exception cref="PluginFailedException">It is not running, gives no actions, or failed.</exception>
    ValueTask<string> InvokeAsync(string pluginId, string action, string argumentsJson, CancellationToken cancellationToken);
}
