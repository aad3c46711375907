namespace WasiHal.Hosting.Policy;

/// <summary>A plugin may not do this. The message says what would have to be added, and where.</summary>
internal sealed class CapabilityDeniedException(string pluginId, Capability capability, string key, string message)
    : HardwareException(HardwareErrorKind.Denied, message)
{
    /// <summary>The plugin that tried.</summary>
    public string PluginId { get; } = pluginId;

    /// <summary>What it tried.</summary>
    public Capability Capability { get; } = capability;

    /// <summary>The key that would allow it.</summary>
    public string Key { get; } = key;
}
