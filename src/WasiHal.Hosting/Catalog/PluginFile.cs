namespace WasiHal.Hosting.Catalog;

/// <summary>One file of a plugin as it was read.</summary>
/// <param name="Path">Path within the plugin, with <c>/</c>.</param>
/// <param name="Content">The bytes; nobody writes to them.</param>
internal sealed record PluginFile(string Path, ReadOnlyMemory<byte> Content);
