namespace WasiHal.Hosting.Catalog;

/// <summary>What one look at all folders saw.</summary>
/// <param name="Sources">The plugins.</param>
/// <param name="Unreadable">Folders that could not be read, with the reason; nobody knows what they hold now.</param>
/// <param name="Remarks">What was left alone and is worth a word: misnamed files, links that lead out.</param>
internal sealed record FolderLook(IReadOnlyList<PluginSource> Sources, IReadOnlyDictionary<string, string> Unreadable, IReadOnlyList<string> Remarks);
