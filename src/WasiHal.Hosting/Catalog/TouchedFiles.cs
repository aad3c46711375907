namespace WasiHal.Hosting.Catalog;

/// <summary>
/// Files that something happened to since the last look. They are read again even when size and time are as before, as
/// after a copy that keeps the time. Safe from any thread.
/// </summary>
internal sealed class TouchedFiles
{
    private const int MostPaths = 10_000;

    private readonly Lock _lock = new();
    private HashSet<string> _paths = new(StringComparer.Ordinal);
    private bool _all;

    /// <summary>Adds a full path, or null for every file: nobody knows what happened.</summary>
    public void Add(string? path)
    {
        lock (_lock)
        {
            _all |= path is null || _paths.Count == MostPaths;
            if (!_all)
            {
                _paths.Add(path!);
            }
        }
    }

    /// <summary>Takes out what was added; the answer tells of a source whether it is among it.</summary>
    public Func<PluginSource, bool> Take()
    {
        lock (_lock)
        {
            var (paths, all) = (_paths, _all);
            if (all || paths.Count > 0)
            {
                (_paths, _all) = (new HashSet<string>(StringComparer.Ordinal), false);
            }

            return all ? _ => true
                : paths.Count == 0 ? _ => false
                : source => source.Files.Any(file => paths.Contains(file.FullPath)) || (source.Sidecar is { } sidecar && paths.Contains(sidecar.FullPath));
        }
    }
}
