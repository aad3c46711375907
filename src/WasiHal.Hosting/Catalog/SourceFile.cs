namespace WasiHal.Hosting.Catalog;

/// <summary>One file of a plugin as a look at the folder saw it.</summary>
/// <param name="Path">Path within the plugin, with <c>/</c>.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="ChangedTicks">When it was last written, UTC ticks.</param>
internal readonly record struct SourceFile(string Path, string FullPath, long Length, long ChangedTicks)
{
    public static SourceFile Of(FileInfo file, string path) => new(path, file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
}
