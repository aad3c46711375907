namespace WasiHal;

/// <summary>Something that a plugin can be asked to do.</summary>
/// <param name="Name">Its name in addresses, lower case with <c>-</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="ArgumentsSchema">JSON schema of its arguments, empty when it takes none.</param>
public sealed record PluginAction(string Name, string Title, string ArgumentsSchema);
