namespace WasiHal.Hosting;

/// <summary>What the operator says about plugins, by name: the section <c>[plugins]</c>. In a name <c>-</c>, <c>_</c> and case are the same.</summary>
#pragma warning disable CA1710 // Options are called options; that these are looked up by name does not change it.
public sealed class PluginsOptions : Dictionary<string, PluginOptions>
#pragma warning restore CA1710
{
    /// <summary>The configuration section.</summary>
    public const string Section = "plugins";

    /// <summary>Makes options for no plugin.</summary>
    public PluginsOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
