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
                scanner.AddFolder(new DirectoryInfo(folder));
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

    private void AddFolder(DirectoryInfo folder)
    {
        var before = _sources.Count;
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !PluginName.IsIgnoredAtTop(entry.Name)).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (!LinkRule.IsFollowed(entry, folder.FullName))
                {
                    _remarks.Add($"{entry.FullName} is a link that leads out of the folder and is not followed");
                }
                else if (entry is DirectoryInfo plugin)
                {
                    AddPluginFolder(plugin);
                }
                else if (entry is FileInfo { Extension: ".py" or ".wasm" } file)
                {
                    AddPluginFile(file);
                }
            }
        }
        catch
        {
            _sources.RemoveRange(before, _sources.Count - before);
            throw;
        }
    }

    private void AddPluginFile(FileInfo file)
    {
        var stem = Path.GetFileNameWithoutExtension(file.Name);
        if (!TryId(stem, file.FullName, out var id))
        {
            return;
        }

        var kind = file.Extension is ".py" ? PluginSourceKind.Python : PluginSourceKind.Component;
        try
        {
            var beside = new FileInfo(Path.Combine(file.DirectoryName!, stem + ".toml"));
            SourceFile? sidecar = beside.Exists && LinkRule.IsFollowed(beside, file.DirectoryName!) ? SourceFile.Of(LinkRule.Target(beside), beside.Name) : null;
            Add(new PluginSource(id, file.FullName, file.Name, kind, file.Name, [SourceFile.Of(LinkRule.Target(file), file.Name)], sidecar, null));
        }
        catch (FileNotFoundException)
        {
            // Gone between the listing and this line.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add(new PluginSource(id, file.FullName, file.Name, kind, file.Name, [], null, $"{file.Name} cannot be read: {exception.Message}"));
        }
    }

    private void AddPluginFolder(DirectoryInfo folder)
    {
        const string Entry = "app.py";
        try
        {
            if (!File.Exists(Path.Combine(folder.FullName, Entry)) && folder.EnumerateFileSystemInfos(Entry).FirstOrDefault() is null)
            {
                return;
            }

            if (!TryId(folder.Name, folder.FullName, out var id))
            {
                return;
            }

            var files = new PluginFolderScanner(folder, _remarks).Scan();
            if (files.Any(file => file.Path == Entry))
            {
                Add(new PluginSource(id, folder.FullName, folder.Name, PluginSourceKind.Python, Entry, files, null, null));
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone between the listing and this line; the next look sees what became of it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (TryId(folder.Name, folder.FullName, out var id))
            {
                Add(new PluginSource(id, folder.FullName, folder.Name, PluginSourceKind.Python, Entry, [], null, $"{folder.Name} cannot be read: {exception.Message}"));
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
