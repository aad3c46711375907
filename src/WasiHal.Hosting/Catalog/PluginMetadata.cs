using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>What a plugin's file says about itself.</summary>
/// <param name="PollInterval">How often it wants to be polled, if it states it.</param>
/// <param name="GivesReadings">Whether somebody may miss its readings; a plugin that only does something has none.</param>
/// <param name="Asks">The permissions that it asks for; settings in braces are not yet put in.</param>
/// <param name="Settings">Its settings' defaults, keys in their one spelling.</param>
internal sealed record PluginMetadata(TimeSpan? PollInterval, bool GivesReadings, IReadOnlyList<PermissionItem> Asks, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>A file that says nothing.</summary>
    public static PluginMetadata Empty { get; } = new(null, true, [], new Dictionary<string, string>());
}
