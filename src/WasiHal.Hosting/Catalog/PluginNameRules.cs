using System.ComponentModel.DataAnnotations;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>What the names of plugins and of settings may be.</summary>
internal static class PluginNameRules
{
    /// <summary>A result for each name that is none.</summary>
    public static IEnumerable<ValidationResult> Broken(PluginsOptions options)
    {
        foreach (var (name, plugin) in options)
        {
            if (!PluginName.IsId(PluginName.ToId(name)))
            {
                yield return new($"is no name of a plugin: {PluginName.Accepted}", [name]);
            }

            foreach (var setting in plugin.Settings.Keys.Where(setting => !PluginName.IsSettingKey(PluginName.ToSettingKey(setting))))
            {
                yield return new($"has a name that is not {PluginName.AcceptedSettingKey}: '{PlainText.Short(setting)}'", [$"{name}:settings:{setting}"]);
            }
        }
    }
}
