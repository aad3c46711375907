namespace WasiHal.Hosting.Catalog;

/// <summary>
/// Follows the sources from look to look. A change is taken when two looks in a row saw the same, so that a file that is
/// still being written is not loaded, and many quick saves are one change. Used by one thread at a time.
/// </summary>
internal sealed class SourceTracker
{
    private readonly Dictionary<string, Tracked> _tracked = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];

    /// <summary>Whether something is on the move and another look is due soon.</summary>
    public bool IsUnsettled { get; private set; }

    /// <summary>What was taken so far.</summary>
    public IEnumerable<LoadedSource> Taken => _tracked.Values.Select(tracked => tracked.Taken).OfType<LoadedSource>();

    /// <summary>Full paths of plugins for which there is no room beside the others.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Takes in one look.</summary>
    /// <param name="look">What was seen.</param>
    /// <param name="isTouched">Tells of a source whether it must be read again, though it looks as before.</param>
    /// <param name="atOnce">Takes changes without waiting for a second look: at the start there is nothing to disturb.</param>
    /// <returns>Whether <see cref="Taken"/> changed.</returns>
    public bool Accept(FolderLook look, Func<PluginSource, bool> isTouched, bool atOnce)
    {
        IsUnsettled = false;
        _leftOut.Clear();
        var changed = false;
        foreach (var source in look.Sources)
        {
            changed |= Accept(source, isTouched(source), atOnce);
        }

        var seen = look.Sources.Select(source => source.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, tracked) in _tracked.Where(pair => !seen.Contains(pair.Key)).ToArray())
        {
            if (look.Unreadable.ContainsKey(Path.GetDirectoryName(path) ?? ""))
            {
                continue;
            }

            // Some editors save by removing and making anew, so that a file is missed only when it is missing twice.
            if (tracked.Seen is not null && !atOnce)
            {
                tracked.Seen = null;
                IsUnsettled = true;
                continue;
            }

            _tracked.Remove(path);
            changed |= tracked.Taken is not null;
        }

        return changed;
    }

    private bool Accept(PluginSource source, bool isTouched, bool atOnce)
    {
        if (!_tracked.TryGetValue(source.FullPath, out var tracked))
        {
            // Those that are here already stay, whatever comes before them by name.
            if (_tracked.Count == SourceLimits.Plugins)
            {
                _leftOut.Add(source.FullPath);
                return false;
            }

            _tracked[source.FullPath] = tracked = new Tracked();
        }

        var isSettled = atOnce || (!isTouched && source.IsSameAs(tracked.Seen));
        tracked.Seen = source;
        tracked.IsStale |= isTouched;
        if (!tracked.IsStale && tracked.Taken is { IsUnreadable: false } taken && source.IsSameAs(taken.Source))
        {
            return false;
        }

        if (isSettled && SourceReader.Read(source) is { } loaded)
        {
            var isNew = loaded.Problem is null || loaded.Problem != tracked.Taken?.Problem;
            tracked.Taken = loaded;
            tracked.IsStale = false;
            return isNew;
        }

        IsUnsettled = true;
        return false;
    }

    private sealed class Tracked
    {
        public PluginSource? Seen { get; set; }

        public LoadedSource? Taken { get; set; }

        public bool IsStale { get; set; }
    }
}
