namespace WasiHal.Hosting.Catalog;

/// <summary>A plugin's source as it was read.</summary>
/// <param name="Source">What it was read from.</param>
/// <param name="Version">SHA-256 of the content, 64 hexadecimal digits; empty with a problem.</param>
/// <param name="Files">The content.</param>
/// <param name="Metadata">What it says about itself.</param>
/// <param name="MetadataFile">Where it says so, or would: <c>oled/app.py</c>.</param>
/// <param name="Problem">Why it cannot be loaded: one line, then lines of detail.</param>
/// <param name="IsUnreadable">The problem lies with the disk or its rights, and may pass without a change of the files.</param>
internal sealed record LoadedSource(
    PluginSource Source,
    string Version,
    IReadOnlyList<PluginFile> Files,
    PluginMetadata Metadata,
    string MetadataFile,
    string? Problem,
    bool IsUnreadable = false)
{
    /// <summary>A source that cannot be loaded.</summary>
    public static LoadedSource Failed(PluginSource source, string problem) => new(source, "", [], PluginMetadata.Empty, "", problem);
}
