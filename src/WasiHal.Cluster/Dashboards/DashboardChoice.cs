namespace WasiHal.Cluster.Dashboards;

/// <summary>Which plugin draws the page.</summary>
/// <param name="Plugin">Its id, if there is one.</param>
/// <param name="Problem">Why it cannot draw now; null when it can.</param>
internal sealed record DashboardChoice(string? Plugin, string? Problem)
{
    /// <summary>Id of the plugin that draws when nothing else is configured.</summary>
    public const string Bundled = "dashboard";

    /// <summary>Chooses.</summary>
    /// <param name="wanted">The configured id, if there is one.</param>
    /// <param name="last">The one that drew last: it goes on being meant while it is down.</param>
    /// <param name="plugins">All plugins, ordered by id.</param>
    public static DashboardChoice Of(string? wanted, string? last, IReadOnlyList<PluginStatus> plugins)
    {
        if (wanted is { Length: > 0 })
        {
            var id = wanted.ToLowerInvariant().Replace('_', '-');
            return Find(plugins, id) is { } configured ? Of(configured) : new(id, $"There is no plugin {id} here, which hub.dashboard names.");
        }

        var chosen = Find(plugins, Bundled) ?? plugins.FirstOrDefault(plugin => plugin.Kinds.Contains(PluginKind.Dashboard)) ?? Find(plugins, last);
        return chosen is null ? new(null, "No plugin here draws a page.") : Of(chosen);
    }

    private static PluginStatus? Find(IReadOnlyList<PluginStatus> plugins, string? id) => plugins.FirstOrDefault(plugin => plugin.Id == id);

    private static DashboardChoice Of(PluginStatus plugin) => new(
        plugin.Id,
        plugin.State == PluginState.Disabled ? $"Plugin {plugin.Id} is switched off."
        : plugin.Kinds.Contains(PluginKind.Dashboard) ? null
        : plugin.State == PluginState.Running ? $"Plugin {plugin.Id} draws no page."
        : plugin.LastError is { } error ? $"Plugin {plugin.Id} does not run: {error.Message}"
        : $"Plugin {plugin.Id} does not run yet.");
}
