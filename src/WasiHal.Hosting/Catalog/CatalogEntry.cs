namespace WasiHal.Hosting.Catalog;

/// <summary>What the catalog knows of one id: a definition, or why there is none.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Enabled">False when the operator switched it off; then it has neither definition nor problem.</param>
/// <param name="Definition">What can be loaded.</param>
/// <param name="Problem">Why nothing can be loaded: one line, then lines of detail.</param>
internal sealed record CatalogEntry(string Id, bool Enabled, PluginDefinition? Definition, string? Problem);
