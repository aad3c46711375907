namespace WasiHal;

/// <summary>The plugins of this node, for those who show them. Safe from any thread.</summary>
public interface IPluginDirectory
{
    /// <summary>Every plugin's status at this moment, ordered by id.</summary>
    IReadOnlyList<PluginStatus> Plugins { get; }
}
