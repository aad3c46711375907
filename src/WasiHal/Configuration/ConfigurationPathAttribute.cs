namespace WasiHal;

/// <summary>
/// Marks an option that holds a path or a list of paths: a relative one that came from a TOML file is taken relative to
/// that file, any other relative to the working directory; the option always holds the absolute path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigurationPathAttribute : Attribute;
