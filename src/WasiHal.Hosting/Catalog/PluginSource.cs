namespace WasiHal.Hosting.Catalog;

/// <summary>One plugin as a look at the folder saw it: names and stamps, no content.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FullPath">The file or folder.</param>
/// <param name="Name">Name of the file or folder, for messages.</param>
/// <param name="Kind">How it is run.</param>
/// <param name="Entry">Path of the file that is run first.</param>
/// <param name="Files">Its files, ordered by path.</param>
/// <param name="Sidecar">The table beside it, if there is one.</param>
/// <param name="Problem">Why it cannot be loaded, if that shows already.</param>
internal sealed record PluginSource(
    string Id,
    string FullPath,
    string Name,
    PluginSourceKind Kind,
    string Entry,
    IReadOnlyList<SourceFile> Files,
    SourceFile? Sidecar,
    string? Problem)
{
    /// <summary>Whether a later look saw the same.</summary>
    public bool IsSameAs(PluginSource? other) =>
        other is not null
        && Kind == other.Kind
        && Problem == other.Problem
        && Sidecar == other.Sidecar
        && Files.SequenceEqual(other.Files);

    /// <summary>How a file of it is named in messages: <c>oled/app.py</c>, <c>pi-monitor.py</c>.</summary>
    public string Display(string path) => IsFolder ? $"{Name}/{path}" : path;

    private bool IsFolder => Name != Entry;
}
