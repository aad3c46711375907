using System.IO.Enumeration;

namespace WasiHal.Hosting.Catalog;

/// <summary>One entry of a folder as a listing gives it: one system call, no object for each file, because folders are looked at all the time.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a link.</param>
/// <param name="Length">Size in bytes; of a link, nothing of use.</param>
/// <param name="ChangedTicks">When it was last written, UTC ticks; of a link, nothing of use.</param>
internal readonly record struct FolderEntry(string Name, string FullPath, bool IsFolder, bool IsLink, long Length, long ChangedTicks)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>Whether it is Python source by its name.</summary>
    public bool IsPython => !IsFolder && Name.EndsWith(".py", StringComparison.Ordinal);

    /// <summary>Whether its name is no text, or none that Python could import: bytes that are not UTF-8, control characters.</summary>
    public bool IsUnnameable => Name.Any(character => char.IsControl(character) || character == '\uFFFD');

    /// <summary>Lists a folder without what is left alone.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="isIgnored">Tells by its name what is left alone.</param>
    public static IEnumerable<FolderEntry> List(string folder, Func<string, bool> isIgnored) =>
        new FileSystemEnumerable<FolderEntry>(folder, Read, Everything) { ShouldIncludePredicate = (ref entry) => !isIgnored(entry.FileName.ToString()) };

    /// <summary>Its stamp; a link's is that of the file that it points at.</summary>
    /// <param name="path">Its path within the plugin.</param>
    public SourceFile ToSource(string path) =>
        IsLink ? SourceFile.Of(LinkRule.Target(new FileInfo(FullPath)), path) : new SourceFile(path, FullPath, Length, ChangedTicks);

    private static FolderEntry Read(ref FileSystemEntry entry)
    {
        var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        return new FolderEntry(
            entry.FileName.ToString(),
            entry.ToFullPath(),
            entry.IsDirectory,
            isLink,
            isLink || entry.IsDirectory ? 0 : entry.Length,
            isLink ? 0 : entry.LastWriteTimeUtc.UtcTicks);
    }
}
