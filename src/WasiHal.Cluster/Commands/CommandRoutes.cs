using WasiHal.Cluster.Actuation;

namespace WasiHal.Cluster.Commands;

/// <summary>The routes of this node that a hub may have it use, as they are at this moment. Safe from any thread.</summary>
internal sealed class CommandRoutes(IBoard board, IEnumerable<IPluginDirectory> plugins, KnownActions actions)
{
    /// <summary>Routes that are named at most.</summary>
    public const int Most = 256;

    /// <summary>Characters of one.</summary>
    public const int Longest = 200;

    /// <summary>Every one.</summary>
    public HashSet<string> Current
    {
        get
        {
            var routes = new List<string>();
            if (board.ListParts().HasBuzzer)
            {
                routes.AddRange(["/api/buzzer", "/api/buzzer/test"]);
            }

            routes.AddRange(board.Relays.Names.Select(name => $"/api/relays/{RelayNames.InAddress(name)}"));
            if (board.Relays.Find(RelayNames.Fan) is not null)
            {
                routes.Add(FanEndpoints.TestPath);
            }

            routes.AddRange(plugins.SelectMany(directory => directory.Plugins).Select(plugin => $"/api/plugins/{plugin.Id}/restart"));
            routes.AddRange(actions.Current.Select(action => $"/api/plugins/{action.Plugin}/actions/{action.Name}"));
            return [.. routes.Where(route => route.Length <= Longest).Take(Most)];
        }
    }
}
