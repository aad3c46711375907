namespace WasiHal;

/// <summary>Decides whether a changed file becomes the configuration, and tells about those that do not.</summary>
internal interface IReloadGate
{
    /// <summary>Checks the whole configuration with the changed file in it, and reports the outcome.</summary>
    /// <param name="layer">The file's layer.</param>
    /// <param name="candidate">What the file holds now.</param>
    bool Accepts(TomlConfigurationProvider layer, TomlDocument candidate);

    /// <summary>Reports a file that cannot even be read.</summary>
    /// <param name="layer">The file's layer.</param>
    /// <param name="faults">What is wrong with it.</param>
    void Refuse(TomlConfigurationProvider layer, IReadOnlyList<ConfigurationFault> faults);

    /// <summary>Reports that somebody could not live with a change that was right.</summary>
    /// <param name="layer">The file's layer.</param>
    /// <param name="failure">What was thrown.</param>
    void Failed(TomlConfigurationProvider layer, Exception failure);
}
