using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Original;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>One look after the other: folders and configuration in, a new snapshot out when something changed. Used by one thread at a time.</summary>
internal sealed class CatalogLook(
    IGpioBank pins,
    string? dataFolder,
    IOptionsMonitor<PythonPluginOptions> folders,
    IOptionsMonitor<PluginsOptions> plugins,
    IOptionsMonitor<PollingOptions> polling,
    IOptionsMonitor<BoardOptions> wired,
    ILoggerFactory loggers)
{
    // Remarks name files, and files can be made without end.
    private const int MostRemarks = 100;

    private readonly SourceTracker _tracker = new();
    private readonly SnapshotBuilder _snapshots = new(pins, new SeenAsks(dataFolder is null ? null : Path.Combine(dataFolder, SeenAsks.FileName), pins, loggers.CreateLogger<PluginCatalog>()), loggers);
    private readonly ILogger _logger = loggers.CreateLogger<PluginCatalog>();
    private readonly LastGood<PythonPluginOptions> _folderOptions = new(folders, loggers.CreateLogger<PluginCatalog>());
    private readonly LastGood<PluginsOptions> _pluginOptions = new(plugins, loggers.CreateLogger<PluginCatalog>());
    private readonly LastGood<PollingOptions> _pollingOptions = new(polling, loggers.CreateLogger<PluginCatalog>());
    private readonly LastGood<BoardOptions> _boardOptions = new(wired, loggers.CreateLogger<PluginCatalog>());
    private readonly HashSet<string> _remarked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private PluginsOptions? _plugins;
    private BoardOptions? _board;
    private double _intervalSeconds;

    /// <summary>Files that are read again at the next look.</summary>
    public TouchedFiles Touched { get; } = new();

    /// <summary>Whether something is on the move and another look is due soon.</summary>
    public bool IsUnsettled => _tracker.IsUnsettled;

    /// <summary>Full paths of the folders, each once.</summary>
    public IReadOnlyCollection<string> Folders =>
        [.. _folderOptions.Read().PluginDirectories.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct(StringComparer.Ordinal)];

    /// <summary>Looks once.</summary>
    /// <param name="atOnce">Takes changes without waiting for a second look.</param>
    /// <param name="current">The snapshot in force.</param>
    /// <returns>The new snapshot, or null when the one in force is still true.</returns>
    public CatalogSnapshot? Take(bool atOnce, CatalogSnapshot current)
    {
        // Taken before the look, so that what happens during it counts at the next.
        var isTouched = Touched.Take();
        var look = FolderScanner.Look(Folders);
        var changed = _tracker.Accept(look, isTouched, atOnce);
        Tell(look);

        // The monitor makes a new object at each reload, so that a new object is a change.
        var options = _pluginOptions.Read();
        var board = _boardOptions.Read();
        var seconds = _pollingOptions.Read().IntervalSeconds;
        if (!changed && ReferenceEquals(options, _plugins) && ReferenceEquals(board, _board) && seconds.Equals(_intervalSeconds))
        {
            return null;
        }

        (_plugins, _board, _intervalSeconds) = (options, board, seconds);
        var snapshot = _snapshots.Build(_tracker.Taken, options, TimeSpan.FromSeconds(Math.Clamp(seconds, 0.1, 86400)), new ImpliedGrants(options, board));
        return snapshot.Entries.SequenceEqual(current.Entries) ? null : snapshot;
    }

    private void Tell(FolderLook look)
    {
        foreach (var (folder, reason) in look.Unreadable)
        {
            if (_unreadable.Add(folder))
            {
                _logger.CannotReadFolder(folder, reason);
            }
        }

        foreach (var folder in _unreadable.Where(folder => !look.Unreadable.ContainsKey(folder)).ToArray())
        {
            _unreadable.Remove(folder);
            _logger.CanReadFolderAgain(folder);
        }

        foreach (var folder in Folders)
        {
            if (Directory.Exists(folder))
            {
                _missing.Remove(folder);
            }
            else if (_missing.Add(folder) && !_unreadable.Contains(folder))
            {
                _logger.FolderMissing(folder);
            }
        }

        foreach (var remark in look.Remarks.Concat(_tracker.LeftOut.Select(path => $"{path} is not loaded: a node has {SourceLimits.Plugins} plugins at most")))
        {
            if (_remarked.Count < MostRemarks && _remarked.Add(remark))
            {
                _logger.LeftAlone(_remarked.Count < MostRemarks ? PlainText.Of(remark) : "More in the plugin folders is left alone than is told here");
            }
        }
    }
}
