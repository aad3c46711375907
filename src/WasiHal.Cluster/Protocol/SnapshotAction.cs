namespace WasiHal.Cluster.Protocol;

/// <summary>Something that a plugin can be asked to do, as a snapshot has it.</summary>
/// <param name="Node">The node that has the plugin.</param>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Name">The action's name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="NeedsArguments">Whether it cannot be asked for without arguments, so that a button is not enough.</param>
internal sealed record SnapshotAction(string Node, string Plugin, string Name, string Title, bool NeedsArguments);
