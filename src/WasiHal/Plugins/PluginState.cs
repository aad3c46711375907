namespace WasiHal;

/// <summary>Where a plugin is in its life.</summary>
public enum PluginState
{
    /// <summary>Its first version is being loaded.</summary>
    Loading,

    /// <summary>It runs; a version that failed to replace it shows in <see cref="PluginStatus.LastError"/>.</summary>
    Running,

    /// <summary>It failed and is started again after a pause.</summary>
    BackingOff,

    /// <summary>It failed too often; it is tried again when its file or configuration changes, or on request.</summary>
    Parked,

    /// <summary>Switched off in the configuration.</summary>
    Disabled,
}
