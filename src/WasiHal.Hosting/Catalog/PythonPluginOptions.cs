using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting;

/// <summary>Where plugins and their machine code are: the section <c>[hosting]</c>.</summary>
public sealed class PythonPluginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hosting";

    /// <summary>The folders that hold plugins. One that does not exist holds none until it is made.</summary>
    /// <value>None.</value>
    [ConfigurationPath]
    [ConfigurationKeyName("plugin_directories")]
    public IList<string> PluginDirectories { get; } = [];

    /// <summary>
    /// The folder of the machine code that plugins are compiled to. It is made when it is absent, for its owner only; it may
    /// be one that this program can only read. Only what belongs to root or to the user of this program, and nobody else may write to, is used.
    /// </summary>
    /// <value><c>machine-code</c> in the folder of <see cref="DataOptions"/>.</value>
    [ConfigurationPath]
    [ConfigurationKeyName("machine_code_directory")]
    [MinLength(1, ErrorMessage = "is empty: the path of a folder is needed")]
    public string? MachineCodeDirectory { get; set; }
}
