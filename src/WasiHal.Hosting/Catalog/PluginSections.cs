using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Catalog;

/// <summary>Puts together what the configuration says of one plugin under several names, and sees whether it has permissions at all.</summary>
internal sealed class PluginSections(IConfiguration configuration) : IPostConfigureOptions<PluginsOptions>
{
    public void PostConfigure(string? name, PluginsOptions options)
    {
        var sections = configuration.GetSection(PluginsOptions.Section);
        options.NamePermissions = sections.GetChildren().Any(plugin => plugin.GetSection("permissions").Exists());
        foreach (var twins in options.Keys.GroupBy(PluginName.ToConfiguredId).Select(group => group.ToArray()).Where(group => group.Length > 1).ToArray())
        {
            foreach (var twin in twins[1..])
            {
                sections.GetSection(twin).Bind(options[twins[0]]);
                options.Remove(twin);
            }
        }
    }
}
