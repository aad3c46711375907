using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Where the node keeps what must survive a restart: the section <c>[data]</c>.</summary>
public sealed class DataOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "data";

    /// <summary>The folder; made when it is absent, readable by its owner only.</summary>
    /// <value><c>wasihal</c> in the user's folder for application data.</value>
    [ConfigurationPath]
    [ConfigurationKeyName("directory")]
    [Required(ErrorMessage = "is empty: the path of a folder is needed")]
    public string Directory { get; set; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "wasihal");
}
