using System.Globalization;

namespace WasiHal.Hosting.Catalog;

/// <summary>Looks through one plugin's folder for its Python files.</summary>
internal sealed class PluginFolderScanner(string root, ICollection<string> remarks)
{
    private readonly List<SourceFile> _files = [];
    private int _entries;

    /// <summary>Whether the scan ended early, because there is more than a plugin may have.</summary>
    public bool IsCut => _files.Count > SourceLimits.PluginFiles || _entries > SourceLimits.FolderEntries;

    /// <summary>The files, ordered by path; some of them when there are too many.</summary>
    public IReadOnlyList<SourceFile> Scan()
    {
        Walk(root, "", 0);
        _files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return _files;
    }

    private void Walk(string folder, string prefix, int depth)
    {
        foreach (var entry in FolderEntry.List(folder, PluginName.IsIgnoredInside))
        {
            _entries++;
            if (IsCut)
            {
                return;
            }

            if ((entry.IsFolder || entry.IsPython) && entry.IsUnnameable)
            {
                remarks.Add($"{entry.FullPath} is not loaded: its name is no text");
            }
            else if (entry.IsFolder && !entry.IsLink && depth < SourceLimits.FolderDepth)
            {
                Walk(entry.FullPath, $"{prefix}{entry.Name}/", depth + 1);
            }
            else if (entry.IsFolder && entry.IsLink)
            {
                remarks.Add($"{entry.FullPath} is a link to a folder and is not followed");
            }
            else if (entry.IsFolder)
            {
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{entry.FullPath} is not loaded: it is more than {SourceLimits.FolderDepth} folders deep in its plugin"));
            }
            else if (entry.IsPython)
            {
                Add(entry, prefix + entry.Name);
            }
        }
    }

    private void Add(FolderEntry entry, string path)
    {
        if (!LinkRule.IsFollowed(entry, root))
        {
            remarks.Add($"{entry.FullPath} is a link that leads out of its plugin, or to nothing, and is not followed");
            return;
        }

        try
        {
            _files.Add(entry.ToSource(path));
        }
        catch (FileNotFoundException)
        {
            // Gone between the listing and this line.
        }
    }
}
