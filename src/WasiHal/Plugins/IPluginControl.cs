namespace WasiHal;

/// <summary>What an operator can do with the plugins of this node. Safe from any thread.</summary>
public interface IPluginControl
{
    /// <summary>
    /// Starts a plugin anew, also one that is parked: its failures are forgotten, a new instance is loaded, and one that
    /// runs goes on until the new one has taken its place. What comes of it shows in <see cref="IPluginDirectory"/>.
    /// </summary>
    /// <param name="pluginId">The plugin's id.</param>
    /// <param name="cancellationToken">Ends the waiting; the plugin starts all the same.</param>
    /// <returns>A task that ends when the start has begun.</returns>
    /// <exception cref="KeyNotFoundException">There is no such plugin.</exception>
    /// <exception cref="InvalidOperationException">It is switched off, or there is nothing to start: the message says why.</exception>
    ValueTask RestartAsync(string pluginId, CancellationToken cancellationToken = default);
}
