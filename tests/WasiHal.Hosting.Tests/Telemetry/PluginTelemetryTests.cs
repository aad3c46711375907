using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Telemetry;
using WasiHal.Hosting.Tests.Catalog;
using WasiHal.Hosting.Tests.Policy;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Telemetry;

/// <summary>What a real host with real guests tells: status, meter and health check.</summary>
[Collection(GuestCollection.Name)]
public sealed class PluginTelemetryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeCatalog _catalog = new();
    private readonly CatalogFixture _folders = new();
    private readonly PluginCatalog _lookingCatalog;
    private readonly HangingSink _sink = new();
    private readonly PluginMeter _meter;
    private readonly PluginHost _host;
    private readonly PluginHealthCheck _health;
    private readonly PluginProgress _progress;

    public PluginTelemetryTests(GuestWorkshop workshop)
    {
        _meter = new PluginMeter(Factory);
        var fanOut = new ReadingFanOut([_sink], new FakeLogger<ReadingFanOut>());
        _host = new PluginHost(_catalog, workshop.Factory, fanOut, Options.Create(new NodeOptions { NodeId = "test-node" }), _time, new FakeLogger<PluginHost>(), _meter);
        _lookingCatalog = new PluginCatalog(new RecordingBoard(), _folders.Folders, _folders.Plugins, _folders.Polling, _folders.Wired, Options.Create(new DataOptions { Directory = _folders.Folder.Sub("data") }), _time, _folders.Loggers);
        _health = new PluginHealthCheck(_host, _lookingCatalog, _meter);
        _progress = new PluginProgress(_host, _lookingCatalog, _meter, _time);
    }

    private IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    public async ValueTask InitializeAsync() => await _host.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _sink.GoOn();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _lookingCatalog.DisposeAsync();
        _folders.Dispose();
        _catalog.Dispose();
        _meter.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task DeniedCalls_AreCountedOverVersions_TheListIsThatOfTheVersionInForce()
    {
        using var denied = new MetricCollector<long>(Factory, PluginMeter.Name, "wasihal.plugin.denied_calls");
        _catalog.Set(Entry("led", Trying("leds.set(3, 1, 1, 1)")));
        await Until.TrueAsync(() => Status("led")?.PollDurations.Count == 1);
        Assert.Equal(1, Status("led").DeniedCalls);
        Assert.Equal("leds 3", Assert.Single(Status("led").Permissions.Refused).What);

        _catalog.Set(Entry("led", Trying("leds.set(4, 1, 1, 1)")));
        await Until.TrueAsync(() => Status("led").PollDurations.Count == 2);

        Assert.Equal(2, Status("led").DeniedCalls);
        Assert.Equal("leds 4", Assert.Single(Status("led").Permissions.Refused).What);
        Assert.Equal(2, denied.GetMeasurementSnapshot().Count(measurement => (string?)measurement.Tags["wasihal.plugin.id"] == "led"));
    }

    [Fact]
    public async Task LostInstance_TellsWhenItIsTriedAgain_AndCountsByKind()
    {
        using var failures = new MetricCollector<long>(Factory, PluginMeter.Name, "wasihal.plugin.failures");
        using var restarts = new MetricCollector<long>(Factory, PluginMeter.Name, "wasihal.plugin.restarts");
        _catalog.Set(Entry("bomb", GuestWorkshop.Sensor("import os\nos.abort()")));
        await Until.TrueAsync(() => Status("bomb")?.NextStart is not null);

        var status = Status("bomb");
        Assert.Equal(PluginState.BackingOff, status.State);
        Assert.InRange(status.NextStart!.Value - _time.GetUtcNow(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));
        Assert.Null(status.MemoryBytes);
        Assert.Equal("lost", Assert.Single(failures.GetMeasurementSnapshot()).Tags["error.type"]);

        _time.Advance(TimeSpan.FromSeconds(2));
        await Until.TrueAsync(() => Status("bomb").Restarts == 1);
        Assert.Single(restarts.GetMeasurementSnapshot());
    }

    [Fact]
    public async Task Polls_ReachTheHistogramOfTheStatusAndTheMeter()
    {
        using var polls = new MetricCollector<long>(Factory, PluginMeter.Name, "wasihal.plugin.polls");
        _catalog.Set(Entry("fine", Constant), Entry("poor", GuestWorkshop.Sensor("raise ValueError('no')")));
        await Until.TrueAsync(() => Status("fine")?.PollDurations.Count == 1 && Status("poor")?.LastError is not null);

        _time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Status("fine").PollDurations.Count == 2);

        var status = Status("fine");
        Assert.Equal(2, status.PollDurations.Counts.Sum());
        Assert.InRange(status.MemoryBytes!.Value, 1, 64 << 20);
        Assert.Null(status.NextStart);
        Assert.Equal("failure", polls.GetMeasurementSnapshot().First(measurement => (string?)measurement.Tags["wasihal.plugin.id"] == "poor").Tags["outcome"]);
        Assert.Equal("success", polls.GetMeasurementSnapshot().First(measurement => (string?)measurement.Tags["wasihal.plugin.id"] == "fine").Tags["outcome"]);
    }

    [Fact]
    public async Task CallsOfOtherKinds_AreCountedWithTheirOutcome()
    {
        const string Source =
            """
            from wit_world import exports

            class Dashboard(exports.Dashboard):
                def render(self, snapshot):
                    if snapshot == 'no': raise ValueError('no')
                    return snapshot
            """;
        using var calls = new MetricCollector<long>(Factory, PluginMeter.Name, "wasihal.plugin.calls");
        _catalog.Set(Entry("page", Source));
        await Until.TrueAsync(() => Status("page")?.State == PluginState.Running);

        await _host.RenderAsync("page", "yes", CancellationToken.None);
        await Assert.ThrowsAsync<PluginFailedException>(async () => await _host.RenderAsync("page", "no", CancellationToken.None));

        Assert.Equal(
            [("dashboard", "success"), ("dashboard", "failure")],
            calls.GetMeasurementSnapshot().Select(measurement => ((string)measurement.Tags["wasihal.plugin.kind"]!, (string)measurement.Tags["outcome"]!)));
        Assert.Equal(0, Status("page").PollDurations.Count);
    }

    [Fact]
    public async Task Health_AllRunOrAreSwitchedOff_IsHealthy()
    {
        _catalog.Set(Entry("fine", Constant), new CatalogEntry("off", false, null, null));
        await Until.TrueAsync(() => Status("fine")?.State == PluginState.Running && Status("off")?.State == PluginState.Disabled);

        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal("1 of 2 plugins run, nothing is wrong with the others", result.Description);
        Assert.Equal(2, result.Data["plugins"]);
        Assert.Equal(0, result.Data["stalled"]);
    }

    [Fact]
    public async Task Health_PluginsAreIll_IsDegradedAndSaysWhichAndWhy()
    {
        _catalog.Set(
            Entry("bomb", GuestWorkshop.Sensor("import os\nos.abort()")),
            new CatalogEntry("meta", true, null, "meta.py: unknown key\u001b[31m\nline 3"),
            Entry("moody", GuestWorkshop.Sensor("raise ValueError('bad mood')")));
        await Until.TrueAsync(() => Status("bomb")?.State == PluginState.BackingOff && Status("meta")?.State == PluginState.Parked && Status("moody")?.LastError is not null);

        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Equal(
            [
                "plugin bomb is started again after a pause: trap: the plugin aborted",
                @"plugin meta is parked: meta.py: unknown key\x1b[31m",
                "plugin moody runs with a failure: ValueError: bad mood (moody.py, line 8)",
            ],
            result.Description!.Split("; "));
        Assert.Equal((1, 1, 3, 1), (result.Data["backingOff"], result.Data["parked"], result.Data["failing"], result.Data["running"]));
    }

    [Fact]
    public async Task Health_ManyAreIll_TheDescriptionIsBounded()
    {
        _catalog.Set([.. Enumerable.Range(100, 25).Select(number => new CatalogEntry($"p{number}", true, null, new string('x', 5000)))]);
        await Until.TrueAsync(() => _host.Plugins.Count == 25 && _host.Plugins.All(plugin => plugin.State == PluginState.Parked));

        var result = await CheckAsync();

        Assert.EndsWith("15 more plugins are ill", result.Description, StringComparison.Ordinal);
        Assert.InRange(result.Description!.Length, 1, 2000);
    }

    [Fact]
    public async Task Health_ThreadsWereGivenUp_IsDegraded()
    {
        _meter.CountLostThreads(() => 0);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        _meter.CountLostThreads(() => 3);
        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.StartsWith("3 threads were given up", result.Description, StringComparison.Ordinal);
        Assert.Equal(3L, result.Data["lostThreads"]);
    }

    [Fact]
    public async Task Health_ARunnerStandsStill_IsUnhealthyUntilItGoesOn()
    {
        _sink.Hang = true;
        _catalog.Set(Entry("stuck", Constant), new CatalogEntry("meta", true, null, "meta.py: unknown key"));
        await Until.TrueAsync(() => _sink.Hangs && Status("meta")?.State == PluginState.Parked);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync()).Status);

        _time.Advance(LoopPulse.Patience + TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => !_host.Overdue.Any(overdue => overdue.PluginId != "stuck"));
        var result = await CheckAsync();
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("the care for plugin stuck has stood still for 35s; plugin meta is parked", result.Description, StringComparison.Ordinal);
        Assert.Equal(1, result.Data["stalled"]);
        Assert.Equal("the care for plugin stuck has stood still for 35s", _progress.Standstill);

        _sink.GoOn();
        await Until.TrueAsync(() => !_host.Overdue.Any());
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync()).Status);
        Assert.Null(_progress.Standstill);
    }

    [Fact]
    public async Task Health_APluginThatIsGoneDoesNotEnd_IsUnhealthyUntilItDoes()
    {
        _sink.Hang = true;
        _catalog.Set(Entry("stuck", Constant));
        await Until.TrueAsync(() => _sink.Hangs);
        _catalog.Set();
        await Until.TrueAsync(() => _host.Plugins.Count == 0);

        _time.Advance(LoopPulse.Patience + TimeSpan.FromSeconds(5));
        var result = await CheckAsync();
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal("the care for plugin stuck has stood still for 35s", result.Description);

        _sink.GoOn();
        await Until.TrueAsync(() => !_host.Overdue.Any());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public void Standstill_NoPlugins_IsNone()
    {
        _meter.CountLostThreads(() => 1);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Null(_progress.Standstill);
    }

    [Fact]
    public async Task Standstill_PluginsThatFail_IsNone()
    {
        _meter.CountLostThreads(() => 0);
        _catalog.Set(Entry("failing", GuestWorkshop.Sensor("raise ValueError('no')")), new CatalogEntry("broken", true, null, "broken.py: unknown key"));
        await Until.TrueAsync(() => Status("failing")?.Failures > 0 && Status("broken")?.State == PluginState.Parked);

        _time.Advance(TimeSpan.FromHours(1));
        await Until.TrueAsync(() => _progress.Standstill is null);
        _catalog.Set(new CatalogEntry("broken", true, null, "broken.py: unknown key"));
        await Until.TrueAsync(() => _host.Plugins.Count == 1);
        _time.Advance(TimeSpan.FromHours(1));

        // The clock jumps, and who is called by it comes a moment later.
        await Until.TrueAsync(() => _progress.Standstill is null);
    }

    [Fact]
    public async Task Standstill_NothingRunsBesideLostThreads_IsNamedAfterPatienceUntilSomethingRuns()
    {
        _meter.CountLostThreads(() => 1);
        _catalog.Set(new CatalogEntry("sleeper", true, null, "sleeper.py: parked"), new CatalogEntry("off", false, null, null));
        await Until.TrueAsync(() => Status("sleeper")?.State == PluginState.Parked && Status("off")?.State == PluginState.Disabled);
        Assert.Null(_progress.Standstill);

        _time.Advance(PluginProgress.Patience - TimeSpan.FromSeconds(1));
        Assert.Null(_progress.Standstill);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("no plugin has run for 10m, and 1 threads are held by plugins that sleep", _progress.Standstill);

        _catalog.Set(new CatalogEntry("sleeper", true, null, "sleeper.py: parked"), Entry("neighbour", Constant));
        await Until.TrueAsync(() => Status("neighbour")?.State == PluginState.Running);
        Assert.Null(_progress.Standstill);
    }

    [Fact]
    public async Task Health_IdleForLong_StaysHealthy()
    {
        _catalog.Set(Entry("rare", Constant, TimeSpan.FromMinutes(50)), new CatalogEntry("off", false, null, null));
        await Until.TrueAsync(() => _sink.Count == 1 && Status("off")?.State == PluginState.Disabled);

        _time.Advance(TimeSpan.FromMinutes(49));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task Health_TheCatalogsLooksStandStill_IsUnhealthyUntilTheyGoOn()
    {
        _folders.Folder.Write("plugins/a.py", "x = 1\n");
        await _lookingCatalog.StartAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        // Whoever listens to a change can hold up the loop that told it. It goes on at the latest when the test gives up.
        using var reached = new ManualResetEventSlim();
        using (var goOn = new CancellationTokenSource())
        using (ChangeToken.OnChange(_lookingCatalog.GetChangeToken, () =>
        {
            reached.Set();
            goOn.Token.WaitHandle.WaitOne(Patience);
        }))
        {
            _folders.Folder.Write("plugins/a.py", "x = 22\n");
            await Until.TrueAsync(() =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(200));
                return reached.IsSet;
            });
            _time.Advance(LoopPulse.Patience + TimeSpan.FromSeconds(5));

            var result = await CheckAsync();
            await goOn.CancelAsync();
            Assert.Equal(HealthStatus.Unhealthy, result.Status);
            Assert.StartsWith("the plugin folders have not been looked at for ", result.Description, StringComparison.Ordinal);
        }

        await Until.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return _lookingCatalog.Pulse.Overdue is null;
        });
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    private static string Constant => GuestWorkshop.Sensor("return [Measurement('s', 'value', Value_Number(1), '1')]");

    private static string Trying(string call) => GuestWorkshop.Sensor($"try:\n    {call}\nexcept Err: pass\nreturn []", "from wit_world.imports import leds");

    private static CatalogEntry Entry(string id, string source, TimeSpan? interval = null)
    {
        var definition = GuestWorkshop.Define(source, id);
        return new(id, true, definition with { PollInterval = interval ?? definition.PollInterval }, null);
    }

    private PluginStatus Status(string id) => _host.Plugins.SingleOrDefault(status => status.Id == id)!;

    private Task<HealthCheckResult> CheckAsync() => _health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

    private sealed class HangingSink : IReadingSink
    {
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public volatile bool Hang;
        public volatile bool Hangs;

        public int Count => Volatile.Read(ref _count);

        public void GoOn()
        {
            Hang = false;
            _goOn.TrySetResult();
        }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            Hangs = Hang;
            return Hang ? new ValueTask(_goOn.Task) : ValueTask.CompletedTask;
        }
    }
}
