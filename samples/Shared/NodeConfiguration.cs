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
            .AddInMemoryCollection([new("urls", sample.Url)])
            .AddWasiHalToml(commandLine.Config, reloadOnChange: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables("WASIHAL_")
            .AddWasiHalOverrides(commandLine.Overrides);
    }
}
