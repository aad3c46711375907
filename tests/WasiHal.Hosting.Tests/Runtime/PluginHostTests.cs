using System.Diagnostics;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Tests.Runtime;

[Collection(GuestCollection.Name)]
public sealed class PluginHostTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeCatalog _catalog = new();
    private readonly RecordingSink _sink = new();
    private readonly FakeLogCollector _logs = new();
    private readonly PluginHost _host;

    public PluginHostTests(GuestWorkshop workshop)
    {
        var fanOut = new ReadingFanOut([_sink], new FakeLogger<ReadingFanOut>());
        _host = new PluginHost(_catalog, workshop.Factory, fanOut, Options.Create(new NodeOptions { NodeId = "test-node" }), _time, new FakeLogger<PluginHost>(_logs));
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _catalog.Dispose();
    }

    [Fact]
    public async Task Poll_OnSchedule_PublishesReadingsWithNodePluginAndTime()
    {
        _catalog.Set(Entry("clock", Counting));
        await UntilAsync(() => _sink.Count == 1);

        _time.Advance(TimeSpan.FromSeconds(5));
        await UntilAsync(() => _sink.Count == 2);

        var reading = _sink.Last;
        Assert.Equal("test-node", reading.Node);
        Assert.Equal("clock", reading.Plugin);
        Assert.Equal(2, reading.Measurement.Value.Number);
        Assert.Equal(_time.GetUtcNow(), reading.Time);
        Assert.Equal(TimeSpan.FromSeconds(15), reading.ExpectedEvery);
    }

    [Fact]
    public async Task NewVersion_TakesTheOldOnesPlace()
    {
        _catalog.Set(Entry("swap", Constant(1)));
        await UntilAsync(() => _sink.Count == 1);

        _catalog.Set(Entry("swap", Constant(2)));
        await UntilAsync(() => _sink.Count == 2);

        Assert.Equal(2, _sink.Last.Measurement.Value.Number);
        Assert.Equal(0, Status("swap").Restarts);
    }

    [Fact]
    public async Task NewVersionThatDoesNotLoad_LeavesTheOldOneRunning()
    {
        _catalog.Set(Entry("typo", Constant(1)));
        await UntilAsync(() => _sink.Count == 1);

        _catalog.Set(Entry("typo", "x = 1 +\n"));
        await UntilAsync(() => Status("typo").LastError is not null);
        _time.Advance(TimeSpan.FromSeconds(5));
        await UntilAsync(() => _sink.Count == 2);

        var status = Status("typo");
        Assert.Equal(PluginState.Running, status.State);
        Assert.Matches(@"SyntaxError: .*typo\.py, line 1", status.LastError!.Message);
        Assert.Single(_logs.GetSnapshot(), record => record.Id.Id == 2012);

        _catalog.Set(Entry("typo", Constant(3)));
        await UntilAsync(() => _sink.Count == 3);
        Assert.Null(Status("typo").LastError);
    }

    [Fact]
    public async Task CatalogProblem_WithoutARunningVersion_Parks()
    {
        _catalog.Set(new CatalogEntry("meta", true, null, "meta.py: unknown key\nline 3"));
        await UntilAsync(() => Status("meta")?.State == PluginState.Parked);

        Assert.Equal("meta.py: unknown key", Status("meta").LastError!.Message);
        Assert.Equal("line 3", Status("meta").LastError!.Detail);
    }

    [Fact]
    public async Task LostInstance_StartsAgainWithBackOff_ThenIsParked()
    {
        _catalog.Set(Entry("bomb", GuestWorkshop.Sensor("import os\nos.abort()")));
        for (var loss = 1; loss < RestartPolicy.ParkedAfter; loss++)
        {
            await UntilAsync(() => Status("bomb")?.State == PluginState.BackingOff && Status("bomb").Failures == loss);
            _time.Advance(TimeSpan.FromMinutes(1.2));
        }

        await UntilAsync(() => Status("bomb").State == PluginState.Parked);

        var status = Status("bomb");
        Assert.Equal(RestartPolicy.ParkedAfter, status.Failures);
        Assert.Equal(RestartPolicy.ParkedAfter - 1, status.Restarts);
        Assert.Equal("trap: the plugin aborted", status.LastError!.Message);
        Assert.Single(_logs.GetSnapshot(), record => record.Id.Id == 2016);

        _catalog.Set(Entry("bomb", Constant(7)));
        await UntilAsync(() => _sink.Count == 1);
        Assert.Equal(PluginState.Running, Status("bomb").State);
    }

    [Fact]
    public async Task FailingPoll_IsToldOnceAndItsRecoveryOnce()
    {
        _catalog.Set(Entry("moody", GuestWorkshop.Sensor("self.n = getattr(self, 'n', 0) + 1\nif self.n < 4: raise ValueError(f'bad mood {self.n}')\nreturn []")));
        for (var poll = 1; poll <= 4; poll++)
        {
            await UntilAsync(() => Status("moody")?.Polls == poll);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        await UntilAsync(() => Status("moody").Polls == 5);

        Assert.Single(_logs.GetSnapshot(), record => record.Id.Id == 2013);
        Assert.Single(_logs.GetSnapshot(), record => record.Id.Id == 2014);
        Assert.Equal(3, Status("moody").Failures);
        Assert.Null(Status("moody").LastError);
    }

    [Fact]
    public async Task UnchangedEntry_NeitherAbandonsALoadNorRestartsAParkedPlugin()
    {
        var slow = GuestWorkshop.Define("import time\ntime.sleep(0.5)\n" + Constant(1), "slow");
        var broken = new CatalogEntry("broken", true, null, "broken.py: no");
        _catalog.Set(broken, new CatalogEntry("slow", true, slow, null));
        await UntilAsync(() => Status("slow")?.State == PluginState.Loading && Status("broken")?.State == PluginState.Parked);

        _catalog.Set(broken with { }, Entry("other", Constant(2)), new CatalogEntry("slow", true, slow, null));
        await UntilAsync(() => _sink.Count == 2);

        Assert.Equal(PluginState.Running, Status("slow").State);
        Assert.Equal(0, Status("slow").Failures);
    }

    [Fact]
    public async Task OnePluginLoops_TheOthersKeepTheirSchedule()
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(20)) };
        _catalog.Set(
            new CatalogEntry("loop", true, GuestWorkshop.Define(GuestWorkshop.Sensor("while True: pass"), "loop", limits), null),
            Entry("steady", Constant(1)));
        for (var poll = 1; poll <= 3; poll++)
        {
            await UntilAsync(() => _sink.Count == poll);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        // Stopping ends the loop long before its deadline.
        var begin = Stopwatch.GetTimestamp();
        await _host.StopAsync(CancellationToken.None);
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RemovedAndDisabled_EndThePlugin()
    {
        _catalog.Set(Entry("here", Constant(1)), Entry("off", Constant(1)));
        await UntilAsync(() => _sink.Count == 2);

        _catalog.Set(new CatalogEntry("off", false, null, null));
        await UntilAsync(() => _host.Plugins.Count == 1 && Status("off").State == PluginState.Disabled);

        Assert.Equal("off", Assert.Single(_host.Plugins).Id);
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await _host.PollAsync("here", CancellationToken.None));
    }

    [Fact]
    public async Task RenderInvokeAndPoll_OnRequest_Answer()
    {
        const string Source =
            """
            from wit_world import exports
            from wit_world.exports.actions import Action

            class Dashboard(exports.Dashboard):
                def render(self, snapshot):
                    return '<h1>' + snapshot + '</h1>'

            class Actions(exports.Actions):
                def list(self):
                    return [Action('greet', 'Greet', '')]
                def invoke(self, name, arguments):
                    return '"' + name + '"'
            """;
        var rights = PermissionSet.Of([Capability.Action("greet")]);
        _catalog.Set(new CatalogEntry("page", true, GuestWorkshop.Define(Source, "page", rights: rights), null));
        await UntilAsync(() => Status("page")?.State == PluginState.Running);

        Assert.Equal("<h1>{}</h1>", await _host.RenderAsync("page", "{}", CancellationToken.None));
        Assert.Equal([new PluginAction("greet", "Greet", "")], await _host.ListActionsAsync("page", CancellationToken.None));
        Assert.Equal("\"greet\"", await _host.InvokeAsync("page", "greet", "{}", CancellationToken.None));
        var refused = await Assert.ThrowsAsync<PluginFailedException>(async () => await _host.InvokeAsync("page", "erase", "{}", CancellationToken.None));
        Assert.Equal("action erase is not asked for: add it to [tool.wasihal] actions in page.py", refused.Message);
        Assert.Equal((0, 1), (Status("page").Failures, Status("page").DeniedCalls));
        await Assert.ThrowsAsync<PluginFailedException>(async () => await _host.UpdateAsync("page", "{}", CancellationToken.None));
        Assert.False((await _host.PollAsync("page", CancellationToken.None)).Succeeded);
    }

    private const string CountingBody = "self.n = getattr(self, 'n', 0) + 1\nreturn [Measurement('s', 'count', Value_Number(self.n), '1')]";

    private static string Counting => GuestWorkshop.Sensor(CountingBody);

    private static string Constant(int value) => GuestWorkshop.Sensor($"return [Measurement('s', 'value', Value_Number({value}), '1')]");

    private static CatalogEntry Entry(string id, string source) => new(id, true, GuestWorkshop.Define(source, id), null);

    private PluginStatus Status(string id) => _host.Plugins.SingleOrDefault(status => status.Id == id)!;

    private static async Task UntilAsync(Func<bool> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, "what the test waits for did not come");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private sealed class RecordingSink : IReadingSink
    {
        private readonly Lock _lock = new();
        private readonly List<Reading> _readings = [];

        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _readings.Count;
                }
            }
        }

        public Reading Last
        {
            get
            {
                lock (_lock)
                {
                    return _readings[^1];
                }
            }
        }

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                _readings.AddRange(readings.ToArray());
            }

            return ValueTask.CompletedTask;
        }
    }
}
