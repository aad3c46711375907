using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting;

/// <summary>Where plugins are: the section <c>[hosting]</c>.</summary>
public sealed class PythonPluginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hosting";

    /// <summary>The folders that hold plugins. One that does not exist holds none until it is made.</summary>
    /// <value>None.</value>
    [ConfigurationPath]
    [ConfigurationKeyName("plugin_directories")]
    public IList<string> PluginDirectories { get; } = [];
}
