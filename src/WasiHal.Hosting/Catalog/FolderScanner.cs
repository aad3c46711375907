namespace WasiHal.Hosting.Catalog;

/// <summary>Looks at the folders: names, sizes and times of what may be plugins. Opens no file.</summary>
internal sealed class FolderScanner
{
    private readonly List<PluginSource> _sources = [];
    private readonly Dictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];

    private FolderScanner()
    {
    }

    /// <summary>Looks once. Throws for nothing that a folder can hold.</summary>
    /// <param name="folders">Full paths of the folders.</param>
    public static FolderLook Look(IEnumerable<string> folders)
    {
        var scanner = new FolderScanner();
        foreach (var folder in folders)
        {
            try
            {
                scanner.AddFolder(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // A folder that is not there holds no plugins; when it is made, the next look finds it.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                scanner._unreadable[folder] = exception.Message;
            }
        }

        return new FolderLook(scanner._sources, scanner._unreadable, scanner._remarks);
    }

    private void AddFolder(string folder)
    {
        var entries = FolderEntry.List(folder, PluginName.IsIgnoredAtTop).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToArray();
        var tables = entries.Where(entry => !entry.IsFolder && entry.Name.EndsWith(".toml", StringComparison.Ordinal)).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var isFile = !entry.IsFolder && Path.GetExtension(entry.Name) is ".py" or ".wasm";
            if (!isFile && !entry.IsFolder)
            {
                continue;
            }

            if (!LinkRule.IsFollowed(entry, folder))
            {
                _remarks.Add(entry.IsFolder
                    ? $"{entry.FullPath} is a link to a folder and is not followed"
                    : $"{entry.FullPath} is a link that leads out of the folder, or to nothing, and is not followed");
            }
            else if (entry.IsFolder && entry.IsUnnameable)
            {
                // Nobody can look into it: the path that its name gives is another one.
                TryId(entry.Name, entry.FullPath, out _);
            }
            else if (entry.IsFolder)
            {
                AddPluginFolder(entry);
            }
            else
            {
                AddPluginFile(entry, folder, tables);
            }
        }
    }

    private void AddPluginFile(FolderEntry file, string folder, Dictionary<string, FolderEntry> tables)
    {
        var stem = Path.GetFileNameWithoutExtension(file.Name);
        if (!TryId(stem, file.FullPath, out var id))
        {
            return;
        }

        var kind = file.IsPython ? PluginSourceKind.Python : PluginSourceKind.Component;
        try
        {
            SourceFile? sidecar = tables.TryGetValue(stem + ".toml", out var beside) && LinkRule.IsFollowed(beside, folder) ? beside.ToSource(beside.Name) : null;
            Add(new PluginSource(id, file.FullPath, file.Name, kind, file.Name, [file.ToSource(file.Name)], sidecar, null));
        }
        catch (FileNotFoundException)
        {
            // Gone between the listing and this line.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add(new PluginSource(id, file.FullPath, file.Name, kind, file.Name, [], null, $"{file.Name} cannot be read: {exception.Message}"));
        }
    }

    private void AddPluginFolder(FolderEntry folder)
    {
        const string Entry = "app.py";
        try
        {
            // Remarks about what lies in a folder that is no plugin are nobody's business.
            var remarks = new List<string>();
            var scanner = new PluginFolderScanner(folder.FullPath, remarks);
            var files = scanner.Scan();

            // A scan that ended early may not have come to this file.
            if (scanner.IsCut ? !File.Exists(Path.Combine(folder.FullPath, Entry)) : !files.Any(file => file.Path == Entry))
            {
                return;
            }

            _remarks.AddRange(remarks);
            if (TryId(folder.Name, folder.FullPath, out var id))
            {
                Add(new PluginSource(id, folder.FullPath, folder.Name, PluginSourceKind.Python, Entry, files, null, scanner.IsCut ? SourceLimits.TooMany(folder.Name) : null));
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone between the listing and this line; the next look sees what became of it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (TryId(folder.Name, folder.FullPath, out var id))
            {
                Add(new PluginSource(id, folder.FullPath, folder.Name, PluginSourceKind.Python, Entry, [], null, $"{folder.Name} cannot be read: {exception.Message}"));
            }
        }
    }

    private void Add(PluginSource source) => _sources.Add(source.Problem is null ? source with { Problem = SourceLimits.Check(source) } : source);

    private bool TryId(string name, string path, out string id)
    {
        id = PluginName.ToId(name);
        if (PluginName.IsId(id))
        {
            return true;
        }

        _remarks.Add($"{path} gives no plugin: its name is not {PluginName.Accepted}");
        return false;
    }
}
