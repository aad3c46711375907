namespace WasiHal.Hosting.Catalog;

/// <summary>Looks through one plugin's folder for its Python files.</summary>
internal sealed class PluginFolderScanner(DirectoryInfo root, ICollection<string> remarks)
{
    private readonly List<SourceFile> _files = [];
    private int _entries;

    /// <summary>The files, ordered by path; one more than accepted when there are too many.</summary>
    public IReadOnlyList<SourceFile> Scan()
    {
        Walk(root, "", 0);
        _files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return _files;
    }

    private void Walk(DirectoryInfo folder, string prefix, int depth)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (PluginName.IsIgnoredInside(entry.Name) || _files.Count > SourceLimits.PluginFiles || ++_entries > SourceLimits.FolderEntries)
            {
                continue;
            }

            if (entry is DirectoryInfo inner)
            {
                // A link to a folder is not followed even within the plugin: it could lead round in a circle.
                if (inner.LinkTarget is null && depth < SourceLimits.FolderDepth)
                {
                    Walk(inner, $"{prefix}{inner.Name}/", depth + 1);
                }
            }
            else if (entry is FileInfo { Extension: ".py" } file)
            {
                Add(file, prefix + file.Name);
            }
        }
    }

    private void Add(FileInfo file, string path)
    {
        if (!LinkRule.IsFollowed(file, root.FullName))
        {
            remarks.Add($"{file.FullName} is a link that leads out of its plugin and is not followed");
            return;
        }

        try
        {
            _files.Add(SourceFile.Of(LinkRule.Target(file), path));
        }
        catch (FileNotFoundException)
        {
            // Gone between the listing and this line.
        }
    }
}
