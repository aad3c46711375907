using Microsoft.Extensions.Options;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>Checks all that the operator says about plugins, and tells all faults at once.</summary>
internal sealed class PluginsOptionsValidator(IBoard board) : IValidateOptions<PluginsOptions>
{
    public ValidateOptionsResult Validate(string? name, PluginsOptions options)
    {
        var faults = new List<string>();
        foreach (var (plugin, entry) in options)
        {
            if (!PluginName.IsId(PluginName.ToId(plugin)))
            {
                faults.Add($"plugins.{PlainText.Short(plugin)}: the name is not {PluginName.Accepted}");
                continue;
            }

            PluginOptionsRules.Check(plugin, entry, faults);
            PermissionSet.Parse(entry.Permissions.ToItems(), $"plugins.{plugin}.permissions.", board.Gpio, faults);
        }

        foreach (var twins in options.Keys.GroupBy(PluginName.ToId).Where(group => group.Count() > 1))
        {
            faults.Add($"{string.Join(" and ", twins.Select(twin => $"plugins.{twin}"))} are one plugin: - and _ and case are the same in a name");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
