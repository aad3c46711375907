using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>One TOML file as a layer of the configuration.</summary>
internal sealed class TomlConfigurationSource : IConfigurationSource
{
    /// <summary>The absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the file may be absent.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether a change of the file is taken over while the host runs.</summary>
    public bool ReloadOnChange { get; init; }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new TomlConfigurationProvider(this, TimeProvider.System);
}
