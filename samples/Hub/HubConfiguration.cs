using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Hub;

/// <summary>The layers of the hub's configuration; a later one goes before an earlier one.</summary>
internal static class HubConfiguration
{
    /// <summary>Defaults, the TOML file, the environment, the command line.</summary>
    public static void AddHubLayers(this ConfigurationManager configuration, CommandLine commandLine)
    {
        // Variables without a prefix belong to everybody: one named DATA or PLUGINS must not configure a hub.
        foreach (var source in configuration.Sources.Where(source => source is JsonConfigurationSource or EnvironmentVariablesConfigurationSource { Prefix: null or "" }).ToList())
        {
            configuration.Sources.Remove(source);
        }

        configuration
            .AddInMemoryCollection([new("urls", "http://127.0.0.1:3000")])
            .AddWasiHalToml(commandLine.Config, reloadOnChange: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables("WASIHAL_")
            .AddWasiHalOverrides(commandLine.Overrides);
    }
}
