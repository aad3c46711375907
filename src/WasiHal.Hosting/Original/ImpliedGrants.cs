using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Original;

/// <summary>
/// The original's files grant nothing by name. As long as the configuration has no permissions at all, each plugin that comes
/// with this release has the hardware that those files' keys name; an edited copy, and any other plugin, has none of it.
/// </summary>
/// <param name="plugins">What the operator says about plugins.</param>
/// <param name="board">What is wired.</param>
internal sealed class ImpliedGrants(PluginsOptions plugins, BoardOptions board)
{
    /// <summary>Whether grants are implied: no permissions are configured.</summary>
    public bool AreInForce => !plugins.HavePermissions;

    /// <summary>The settings that the original's keys make of a plugin's.</summary>
    public IReadOnlyDictionary<string, string> Settings(string id) => OriginalKeys.Settings(id, board);

    /// <summary>What a version of a plugin has without being granted it by name.</summary>
    public PermissionSet For(string id, string version, PermissionSet asked) =>
        AreInForce && BundledPlugins.Contains(id, version) ? OriginalKeys.Hardware(id, board, asked) : PermissionSet.Empty;

    /// <summary>Whether a plugin misses something only because it is not the one of this release.</summary>
    public bool IsEditedCopy(string id, string version, PermissionSet asked) =>
        AreInForce && BundledPlugins.Versions.ContainsKey(id) && !BundledPlugins.Contains(id, version)
        && OriginalKeys.Hardware(id, board, asked).Capabilities.Count > 0;
}
