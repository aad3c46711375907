namespace WasiHal;

/// <summary>The plugins of this node that show something: dashboards and displays. Safe from any thread.</summary>
public interface IPluginViews
{
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
}
