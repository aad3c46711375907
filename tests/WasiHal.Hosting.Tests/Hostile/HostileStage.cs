using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>A host with a healthy neighbour, on which a hostile plugin takes the place of a version that was good.</summary>
internal sealed class HostileStage : IAsyncDisposable
{
    public const string Neighbour = "neighbour";

    /// <summary>Events of the host's log.</summary>
    public const int DoesNotLoad = 2011, NewVersionDoesNotLoad = 2012, Failed = 2013, Recovered = 2014, Lost = 2015, Parked = 2016, HeldBack = 2020;

    private const string ThreadPrefix = "wasihal hostile";
    private const string CountingBody = "self.n = getattr(self, 'n', 0) + 1\nreturn [Measurement('s', 'count', Value_Number(self.n), '1')]";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    private static readonly PermissionSet Rights = PermissionSet.Of(
        [Capability.Gpio(17), Capability.Buzzer, Capability.Action("act"), Capability.I2c(1, new I2cAddress(0x44)), .. Enumerable.Range(0, 11).Select(Capability.Led)]);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeCatalog _catalog = new();
    private readonly Sink _sink = new();
    private readonly FakeLogger<PluginHost> _logger;
    private readonly CatalogEntry _neighbour;
    private string _wanted = "";
    private (string Version, long Polls) _newVersion = ("", 0);

    private HostileStage(GuestWorkshop workshop)
    {
        _logger = new FakeLogger<PluginHost>(Logs);
        _neighbour = Entry(GuestWorkshop.Define(GuestWorkshop.Sensor(CountingBody), Neighbour, Limits(Generous, Generous)));
        var fanOut = new ReadingFanOut([_sink], new FakeLogger<ReadingFanOut>(Logs));
        Host = new PluginHost(_catalog, workshop.Factory, fanOut, Options.Create(new NodeOptions { NodeId = "here" }), _time, _logger);
    }

    public PluginHost Host { get; }

    public FakeLogCollector Logs { get; } = new();

    /// <summary>Threads of hostile plugins that live; 0 where the system does not tell.</summary>
    public static int Threads => OperatingSystem.IsLinux() ? ThisProcess.ThreadsNamed(ThreadPrefix) : 0;

    /// <summary>A host whose neighbour has reported.</summary>
    public static async Task<HostileStage> OpenAsync(GuestWorkshop workshop)
    {
        var stage = new HostileStage(workshop);
        await stage.Host.StartAsync(CancellationToken.None);
        stage._catalog.Set(stage._neighbour);
        await UntilAsync(() => stage.CountOf(Neighbour) >= 1, "the neighbour reports");
        return stage;
    }

    /// <summary>A plugin of the given files, the first of which is its entry.</summary>
    public PluginDefinition Define(string id, TimeSpan callDeadline, TimeSpan loadDeadline, params (string Path, string Source)[] files) =>
        GuestWorkshop.Define(files, files[0].Path, id, Limits(callDeadline, loadDeadline)) with
        {
            Policy = new PluginPolicy(id, files[0].Path, Rights, Rights, _logger),
        };

    /// <summary>A version of the plugin that does no harm.</summary>
    public PluginDefinition DefineGood(string id) =>
        Define(id, Generous, Generous, ("app.py", GuestWorkshop.Sensor("return [Measurement('good', 'before', Value_Number(1), '1')]")));

    /// <summary>Lets the catalog hold the neighbour and these plugins.</summary>
    public void Put(params PluginDefinition[] definitions)
    {
        _wanted = definitions[0].Version[..12];
        _catalog.Set([_neighbour, .. definitions.Select(Entry)]);
    }

    /// <summary>Lets the catalog hold the neighbour alone, and waits until nothing is left of the other plugin.</summary>
    public async Task RemoveAsync()
    {
        _catalog.Set(_neighbour);
        await UntilAsync(() => Host.Plugins.Count == 1, "the plugin is gone");
        await UntilAsync(() => Threads == 0, "its threads are gone");
    }

    /// <summary>The status of the plugin; null when the host has none.</summary>
    public PluginStatus? Status(string id) => Host.Plugins.SingleOrDefault(status => status.Id == id);

    /// <summary>How many readings of the plugin came.</summary>
    public int CountOf(string id) => _sink.CountOf(id);

    /// <summary>What the host itself told the operator about the plugin, warnings and errors; not what the plugin said.</summary>
    public FakeLogRecord[] ToldAbout(string id) =>
        [.. Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Warning && record.GetStructuredStateValue("PluginId") == id)];

    /// <summary>Of those the ones that tell of a failure, oldest first.</summary>
    public FakeLogRecord[] Faults(string id) => [.. ToldAbout(id).Where(record => record.Id.Id is DoesNotLoad or NewVersionDoesNotLoad or Failed or Lost)];

    /// <summary>How often it was told that the plugin works again.</summary>
    public int Recoveries(string id) =>
        Logs.GetSnapshot().Count(record => record.Id.Id == Recovered && record.GetStructuredStateValue("PluginId") == id);

    /// <summary>How many polls of the newest version were seen to begin since this was first asked; 0 until that version runs.</summary>
    public long PollsOfNewVersion(string id)
    {
        if (Status(id) is not { Version: { } version } status || version != _wanted)
        {
            return 0;
        }

        if (_newVersion.Version != version)
        {
            _newVersion = (version, status.Polls);
        }

        return status.Polls - _newVersion.Polls;
    }

    /// <summary>Lets time pass until a condition holds.</summary>
    public async Task PassTimeUntilAsync(Func<bool> condition, string what)
    {
        await UntilAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                _time.Advance(Step);
                return false;
            },
            what);
    }

    /// <summary>Lets time pass until the neighbour has reported so many times more.</summary>
    public Task NeighbourGoesOnAsync(int polls)
    {
        var wanted = CountOf(Neighbour) + polls;
        return PassTimeUntilAsync(() => CountOf(Neighbour) >= wanted, "the neighbour reports on");
    }

    // More often than other tests look: most conditions here let time pass with each look.
    public static Task UntilAsync(Func<bool> condition, string what) =>
        Until.TrueAsync(condition, () => $"waited in vain until {what}", interval: TimeSpan.FromMilliseconds(1));

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
        _catalog.Dispose();
    }

    private static PluginLimits Limits(TimeSpan callDeadline, TimeSpan loadDeadline) =>
        new() { CallDeadline = new Duration(callDeadline), LoadDeadline = new Duration(loadDeadline) };

    private static CatalogEntry Entry(PluginDefinition definition) => new(definition.Id, true, definition, null);

    private sealed class Sink : IReadingSink
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public int CountOf(string plugin)
        {
            lock (_lock)
            {
                return _counts.GetValueOrDefault(plugin);
            }
        }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                foreach (var reading in readings.Span)
                {
                    _counts[reading.Plugin] = _counts.GetValueOrDefault(reading.Plugin) + 1;
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
