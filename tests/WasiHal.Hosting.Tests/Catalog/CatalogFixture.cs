using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Policy;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>A catalog's looks over a folder of its own, taken by hand.</summary>
internal sealed class CatalogFixture : IDisposable
{
    private readonly FakeLoggerProvider _provider = new();
    private readonly LoggerFactory _loggers = new();
    private CatalogLook _look;

    public CatalogFixture(bool inMemory = false)
    {
        Folder = new TemporaryFolder(inMemory);
        _loggers.AddProvider(_provider);
        var folders = new PythonPluginOptions();
        folders.PluginDirectories.Add(Folder.Sub("plugins"));
        folders.PluginDirectories.Add(Folder.Sub("more"));
        Folders = new(folders);
        _look = CreateLook();
    }

    public TemporaryFolder Folder { get; }

    public SettableOptions<PythonPluginOptions> Folders { get; }

    public SettableOptions<PluginsOptions> Plugins { get; } = new([]);

    public SettableOptions<PollingOptions> Polling { get; } = new(new());

    public SettableOptions<BoardOptions> Wired { get; } = new(new());

    public ILoggerFactory Loggers => _loggers;

    public CatalogSnapshot Current { get; private set; } = CatalogSnapshot.Empty;

    public bool IsUnsettled => _look.IsUnsettled;

    public IReadOnlyList<FakeLogRecord> Logs => _provider.Collector.GetSnapshot();

    /// <summary>Files that are read again at the next look.</summary>
    public TouchedFiles Touched => _look.Touched;

    /// <summary>As if the host had ended and was started again.</summary>
    public void Restart()
    {
        _look = CreateLook();
        Current = CatalogSnapshot.Empty;
        Look(atOnce: true);
    }

    /// <summary>Looks until nothing moves.</summary>
    public CatalogSnapshot Settle()
    {
        do
        {
            Look();
        }
        while (IsUnsettled);

        return Current;
    }

    /// <summary>Looks once.</summary>
    /// <returns>Whether there is a new snapshot.</returns>
    public bool Look(bool atOnce = false)
    {
        var next = _look.Take(atOnce, Current);
        Current = next ?? Current;
        return next is not null;
    }

    public CatalogEntry Entry(string id) => Current.Entries.Single(entry => entry.Id == id);

    public PluginDefinition Definition(string id)
    {
        Assert.Null(Entry(id).Problem);
        return Entry(id).Definition!;
    }

    private CatalogLook CreateLook() => new(new RecordingBoard(), Folder.Sub("data"), Folders, Plugins, Polling, Wired, _loggers);

    public void Dispose()
    {
        _loggers.Dispose();
        Folder.Dispose();
    }
}
