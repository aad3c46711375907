using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting;

/// <summary>
/// What the operator says about plugins, by name: the section <c>[plugins]</c>. In a name <c>-</c>, <c>_</c> and case are the same, and the
/// original's names of its monitors mean <c>pi-monitor</c>; what is said of one plugin in several places is put together.
/// </summary>
#pragma warning disable CA1710 // Options are called options; that these are looked up by name does not change it.
public sealed class PluginsOptions : Dictionary<string, PluginOptions>, IValidatableObject
#pragma warning restore CA1710
{
    /// <summary>The configuration section.</summary>
    public const string Section = "plugins";

    /// <summary>Makes options for no plugin.</summary>
    public PluginsOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Whether the configuration has a permissions key, be it empty.</summary>
    internal bool NamePermissions { get; set; }

    /// <summary>Whether permissions are configured for any plugin.</summary>
    internal bool HavePermissions => NamePermissions || Values.Any(plugin => plugin.Permissions.GrantAny);

    /// <summary>Refuses names that no plugin can have, keys that contradict each other, and labels of pins that there are not.</summary>
    /// <param name="validationContext">Gives the <see cref="IConfiguration"/> that is checked; without it, what concerns several sections is not looked at.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        PluginNameRules.Broken(this).Concat(validationContext?.GetService(typeof(IConfiguration)) is IConfiguration whole
            ? TwinRules.Broken(whole).Concat(PluginSettingRules.Broken(this, whole))
            : []);
}
