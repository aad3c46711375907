namespace WasiHal;

/// <summary>What the plugins of this node can be asked to do. Safe from any thread.</summary>
public interface IPluginActions
{
    /// <summary>Asks a plugin what it can be asked to do, as far as the operator grants it.</summary>
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
    /// <exception cref="PluginFailedException">
    /// It is not running, gives no actions, or failed. What the host refuses before the plugin is called, because it is
    /// not granted or no name of an action, has a <see cref="HardwareException"/> as its cause.
    /// </exception>
    ValueTask<string> InvokeAsync(string pluginId, string action, string argumentsJson, CancellationToken cancellationToken);
}
