namespace WasiHal.Hosting.Catalog;

/// <summary>A plugin's metadata before it is understood.</summary>
/// <param name="Toml">The text, TOML.</param>
/// <param name="FirstLine">Number of its first line in the file that it stands in, from 1.</param>
internal sealed record MetadataText(string Toml, int FirstLine);
