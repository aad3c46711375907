using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Samples;

/// <summary>The layers of a node's configuration; a later one goes before an earlier one.</summary>
internal static class NodeConfiguration
{
    /// <summary>Defaults, the TOML file, the environment, the command line.</summary>
    public static void AddNodeLayers(this ConfigurationManager configuration, NodeSample sample, CommandLine commandLine)
    {
        // Variables without a prefix belong to everybody: one named DATA or PLUGINS must not configure a node.
        foreach (var source in configuration.Sources.Where(source => source is JsonConfigurationSource or EnvironmentVariablesConfigurationSource { Prefix: null or "" }).ToList())
        {
            configuration.Sources.Remove(source);
        }

        configuration
            .AddInMemoryCollection([new("urls", sample.Url), .. RepositoryPlugins()])
            .AddWasiHalToml(commandLine.Config, reloadOnChange: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables("WASIHAL_")
            .AddWasiHalOverrides(commandLine.Overrides);
    }

    /// <summary>Where the repository's plugins are when the program runs from its build folder: so a file that names no folder, such as one of the original, finds them too.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> RepositoryPlugins()
    {
        var repository = Path.GetFullPath("../../../..", AppContext.BaseDirectory);
        return File.Exists(Path.Combine(repository, "WasiHal.slnx")) ? [new("hosting:plugin_directories:0", Path.Combine(repository, "plugins"))] : [];
    }
}
