namespace WasiHal.Hosting.Wasm;

/// <summary>Something that a plugin can be asked to do.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="ArgumentsSchema">JSON schema of its arguments, empty when it takes none.</param>
internal sealed record GuestAction(string Name, string Title, string ArgumentsSchema);
