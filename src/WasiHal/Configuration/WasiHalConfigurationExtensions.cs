using WasiHal;

namespace Microsoft.Extensions.Configuration;

/// <summary>Layers of configuration that are checked key by key.</summary>
public static class WasiHalConfigurationExtensions
{
    /// <summary>
    /// Adds a TOML file. Every key remembers its line; a list replaces the list of an earlier layer as a whole; relative
    /// paths in options marked <see cref="ConfigurationPathAttribute"/> are relative to this file.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The file; a relative path is relative to the working directory.</param>
    /// <param name="optional">Whether it may be absent.</param>
    /// <param name="reloadOnChange">Whether a change of the file is taken over while the host runs, if it is right.</param>
    /// <exception cref="ConfigurationException">When the layer is built: the file is absent, is not TOML or defines a key twice.</exception>
    public static IConfigurationBuilder AddWasiHalToml(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false) =>
        builder.Add(new TomlConfigurationSource { Path = Path.GetFullPath(path), Optional = optional, ReloadOnChange = reloadOnChange });

    /// <summary>
    /// Adds fixed values that are checked like a file's, for a command line. A list that is given from its element 0 on
    /// replaces the list of an earlier layer; paths are relative to the working directory.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="values">Value by key, joined with colons.</param>
    /// <param name="name">What messages call this layer.</param>
    public static IConfigurationBuilder AddWasiHalOverrides(this IConfigurationBuilder builder, IEnumerable<KeyValuePair<string, string>> values, string name = "command line") =>
        builder.Add(new OverrideConfigurationProvider(name, values));
}
