using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Catalog;

/// <summary>Wakes the catalog when something happens in a folder. Only a wake-up: what happened is found by looking.</summary>
/// <param name="wake">Called from any thread with the full path that something happened to, or null when some of that was lost.</param>
/// <param name="logger">Told of folders that cannot be watched.</param>
internal sealed class FolderWatcher(Action<string?> wake, ILogger logger) : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>Watches exactly these folders, as far as they exist. Cheap when nothing changed.</summary>
    public void Watch(IReadOnlyCollection<string> folders)
    {
        foreach (var (folder, watcher) in _watchers.ToArray())
        {
            if (!watcher.EnableRaisingEvents || !folders.Contains(folder) || !Directory.Exists(folder))
            {
                watcher.Dispose();
                _watchers.Remove(folder);
            }
        }

        foreach (var folder in folders.Where(folder => !_watchers.ContainsKey(folder) && !_refused.Contains(folder) && Directory.Exists(folder)))
        {
            Add(folder);
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values)
        {
            watcher.Dispose();
        }

        _watchers.Clear();
    }

    private void Add(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, change) => wake(change.FullPath);
            watcher.Created += (_, change) => wake(change.FullPath);
            watcher.Deleted += (_, change) => wake(change.FullPath);
            watcher.Renamed += (_, change) => wake(change.FullPath);
            watcher.Error += (_, _) => wake(null);
            watcher.EnableRaisingEvents = true;
            _watchers[folder] = watcher;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            // The system has no watch to give. The regular looks find everything a little later.
            _refused.Add(folder);
            logger.CannotWatch(folder, exception.Message);
        }
    }
}
