using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>What can be asked of the plugins of this node, and what the answer is.</summary>
internal sealed class PluginCommands(IEnumerable<IPluginDirectory> directories, IEnumerable<IPluginControl> controls, NodeDirectory nodes, TimeProvider time)
{
    /// <summary>Ids that an answer names; the others are counted.</summary>
    public const int Named = 20;

    /// <summary>How long an answer waits for the start to begin. The plugin starts all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts a plugin anew.</summary>
    /// <param name="node">The node that is meant; null means the one that has the plugin, which is this one.</param>
    /// <param name="id">The plugin.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<PluginCommandOutcome> RestartAsync(string? node, string id, CancellationToken cancellationToken)
    {
        if (nodes.WhyNot(node) is { } unknown)
        {
            return new(unknown.StatusCode, null, unknown.Message);
        }

        if (Find(id) is null)
        {
            return Unknown(id);
        }

        if (controls.LastOrDefault() is not { } control)
        {
            return PluginCommandOutcome.Conflict("This program shows plugins and cannot start them.");
        }

        using var waiting = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            await control.RestartAsync(id, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            // A call of the plugin goes on for that long. The start is asked for and comes after it.
        }
        catch (KeyNotFoundException)
        {
            return Unknown(id);
        }
        catch (InvalidOperationException refused)
        {
            return PluginCommandOutcome.Conflict(refused.Message);
        }

        return Find(id) is { } plugin ? PluginCommandOutcome.Accepted(PluginDocument.Of(plugin)) : Unknown(id);
    }

    /// <summary>The answer when there is no such plugin; null when there is.</summary>
    public PluginCommandOutcome? Missing(string id) => Find(id) is null ? Unknown(id) : null;

    /// <summary>A plugin, if it is there.</summary>
    public PluginStatus? Find(string id) => Plugins.FirstOrDefault(plugin => plugin.Id == id);

    private IEnumerable<PluginStatus> Plugins => directories.SelectMany(directory => directory.Plugins);

    private PluginCommandOutcome Unknown(string id)
    {
        var ids = Plugins.Select(plugin => plugin.Id).Order(StringComparer.Ordinal).ToArray();
        var known = ids.Length == 0 ? "There are none." : $"There are: {string.Join(", ", ids.Take(Named))}{(ids.Length > Named ? $" and {ids.Length - Named} more" : "")}.";
        return PluginCommandOutcome.NotFound($"There is no plugin {id} here. {known}");
    }
}
