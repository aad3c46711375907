using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Tests.Runtime;

[Collection(GuestCollection.Name)]
public sealed class PluginHostTests(GuestWorkshop workshop) : IAsyncLifetime
{
    private readonly RunningHost _running = new(workshop);

    private PluginHost Host => _running.Host;

    private SettableClock Time => _running.Time;

    private FakeCatalog Catalog => _running.Catalog;

    private RecordingSink Sink => _running.Sink;

    private FakeLogCollector Logs => _running.Logs;

    public async ValueTask InitializeAsync() => await _running.StartAsync();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task Poll_OnSchedule_PublishesReadingsWithNodePluginAndTime()
    {
        Catalog.Set(Entry("clock", Counting));
        await Until.TrueAsync(() => Sink.Count == 1);

        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Sink.Count == 2);

        var reading = Sink.Last;
        Assert.Equal("test-node", reading.Node);
        Assert.Equal("clock", reading.Plugin);
        Assert.Equal(2, reading.Measurement.Value.Number);
        Assert.Equal(Time.GetUtcNow(), reading.Time);
        Assert.Equal(TimeSpan.FromSeconds(15), reading.ExpectedEvery);
    }

    [Fact]
    public async Task NewVersion_TakesTheOldOnesPlace()
    {
        Catalog.Set(Entry("swap", Constant(1)));
        await Until.TrueAsync(() => Sink.Count == 1);

        Catalog.Set(Entry("swap", Constant(2)));
        await Until.TrueAsync(() => Sink.Count == 2);

        Assert.Equal(2, Sink.Last.Measurement.Value.Number);
        Assert.Equal(0, Status("swap").Restarts);
    }

    [Fact]
    public async Task NewVersionThatDoesNotLoad_LeavesTheOldOneRunning()
    {
        Catalog.Set(Entry("typo", Constant(1)));
        await Until.TrueAsync(() => Sink.Count == 1);

        Catalog.Set(Entry("typo", "x = 1 +\n"));
        await Until.TrueAsync(() => Status("typo").LastError is not null);
        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Sink.Count == 2);

        var status = Status("typo");
        Assert.Equal(PluginState.Running, status.State);
        Assert.Matches(@"SyntaxError: .*typo\.py, line 1", status.LastError!.Message);
        Assert.Single(Logs.GetSnapshot(), record => record.Id.Id == 2012);

        Catalog.Set(Entry("typo", Constant(3)));
        await Until.TrueAsync(() => Sink.Count == 3);
        Assert.Null(Status("typo").LastError);
    }

    [Fact]
    public async Task CatalogProblem_WithoutARunningVersion_Parks()
    {
        Catalog.Set(new CatalogEntry("meta", true, null, "meta.py: unknown key\nline 3"));
        await Until.TrueAsync(() => Status("meta")?.State == PluginState.Parked);

        Assert.Equal("meta.py: unknown key", Status("meta").LastError!.Message);
        Assert.Equal("line 3", Status("meta").LastError!.Detail);
    }

    [Fact]
    public async Task LostInstance_StartsAgainWithBackOff_ThenIsParked()
    {
        Catalog.Set(Entry("bomb", GuestWorkshop.Sensor("import os\nos.abort()")));
        for (var loss = 1; loss < RestartPolicy.ParkedAfter; loss++)
        {
            await Until.TrueAsync(() => Status("bomb")?.State == PluginState.BackingOff && Status("bomb").Failures == loss);
            Time.Advance(TimeSpan.FromMinutes(1.2));
        }

        await Until.TrueAsync(() => Status("bomb").State == PluginState.Parked);

        var status = Status("bomb");
        Assert.Equal(RestartPolicy.ParkedAfter, status.Failures);
        Assert.Equal(RestartPolicy.ParkedAfter - 1, status.Restarts);
        Assert.Equal("trap: the plugin aborted", status.LastError!.Message);
        Assert.Single(Logs.GetSnapshot(), record => record.Id.Id == 2016);

        Catalog.Set(Entry("bomb", Constant(7)));
        await Until.TrueAsync(() => Sink.Count == 1);
        Assert.Equal(PluginState.Running, Status("bomb").State);
    }

    [Fact]
    public async Task FailingPoll_IsToldOnceAndItsRecoveryOnce()
    {
        Catalog.Set(Entry("moody", GuestWorkshop.Sensor("self.n = getattr(self, 'n', 0) + 1\nif self.n < 4: raise ValueError(f'bad mood {self.n}')\nreturn []")));
        for (var poll = 1; poll <= 4; poll++)
        {
            await Until.TrueAsync(() => Status("moody")?.Polls == poll);
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        await Until.TrueAsync(() => Status("moody").Polls == 5);

        Assert.Single(Logs.GetSnapshot(), record => record.Id.Id == 2013);
        Assert.Single(Logs.GetSnapshot(), record => record.Id.Id == 2014);
        Assert.Equal(3, Status("moody").Failures);
        Assert.Null(Status("moody").LastError);
    }

    [Fact]
    public async Task UnchangedEntry_NeitherAbandonsALoadNorRestartsAParkedPlugin()
    {
        var slow = GuestWorkshop.Define("import time\ntime.sleep(0.5)\n" + Constant(1), "slow");
        var broken = new CatalogEntry("broken", true, null, "broken.py: no");
        Catalog.Set(broken, new CatalogEntry("slow", true, slow, null));
        await Until.TrueAsync(() => Status("slow")?.State == PluginState.Loading && Status("broken")?.State == PluginState.Parked);

        Catalog.Set(broken with { }, Entry("other", Constant(2)), new CatalogEntry("slow", true, slow, null));
        await Until.TrueAsync(() => Sink.Count == 2);

        Assert.Equal(PluginState.Running, Status("slow").State);
        Assert.Equal(0, Status("slow").Failures);
    }

    [Fact]
    public async Task OnePluginLoops_TheOthersKeepTheirSchedule()
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(20)) };
        Catalog.Set(
            new CatalogEntry("loop", true, GuestWorkshop.Define(GuestWorkshop.Sensor("while True: pass"), "loop", limits), null),
            Entry("steady", Constant(1)));
        for (var poll = 1; poll <= 3; poll++)
        {
            await Until.TrueAsync(() => Sink.Count == poll);
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        // Stopping ends the loop long before its deadline.
        var begin = Stopwatch.GetTimestamp();
        await Host.StopAsync(CancellationToken.None);
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RemovedAndDisabled_EndThePlugin()
    {
        Catalog.Set(Entry("here", Constant(1)), Entry("off", Constant(1)));
        await Until.TrueAsync(() => Sink.Count == 2);

        Catalog.Set(new CatalogEntry("off", false, null, null));
        await Until.TrueAsync(() => Host.Plugins.Count == 1 && Status("off").State == PluginState.Disabled);

        Assert.Equal("off", Assert.Single(Host.Plugins).Id);
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await Host.PollAsync("here", CancellationToken.None));
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
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(Source, "page", rights: rights)));
        await Until.TrueAsync(() => Status("page")?.State == PluginState.Running);

        Assert.Equal("<h1>{}</h1>", await Host.RenderAsync("page", "{}", CancellationToken.None));
        Assert.Equal([new PluginAction("greet", "Greet", "")], await Host.ListActionsAsync("page", CancellationToken.None));
        Assert.Equal("\"greet\"", await Host.InvokeAsync("page", "greet", "{}", CancellationToken.None));
        var refused = await Assert.ThrowsAsync<PluginFailedException>(async () => await Host.InvokeAsync("page", "erase", "{}", CancellationToken.None));
        Assert.Equal("action erase is not asked for: add it to [tool.wasihal] actions in page.py", refused.Message);
        Assert.Equal((0, 1), (Status("page").Failures, Status("page").DeniedCalls));
        await Assert.ThrowsAsync<PluginFailedException>(async () => await Host.UpdateAsync("page", "{}", CancellationToken.None));
        Assert.False((await Host.PollAsync("page", CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Poll_ClockOfDaySetBackAndForth_KeepsItsRhythm()
    {
        Catalog.Set(Entry("rhythm", Counting));
        await Until.TrueAsync(() => Sink.Count == 1);

        Time.Set(forward: -TimeSpan.FromDays(1));
        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Sink.Count == 2);
        Time.Set(forward: TimeSpan.FromDays(400));
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, Status("rhythm").Polls);

        Time.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(() => Sink.Count == 3);
        Assert.Equal(Time.GetUtcNow(), Sink.Last.Time);
    }

    [Fact]
    public async Task Poll_MostOfACore_IsSlowedAndToldOnce_OthersAreNot()
    {
        const string Greedy = "for i in range(8_000_000):\n    pass\n" + CountingBody;
        var limits = new PluginLimits { CoreShare = 0.01, CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(GuestWorkshop.Sensor(Greedy), "greedy", limits)), Entry("modest", Counting));
        await Until.TrueAsync(() => Sink.CountOf("greedy") == 1 && Sink.CountOf("modest") == 1);

        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Sink.CountOf("modest") == 2);
        Assert.Equal(1, Status("greedy").Polls);

        for (var polls = 2; polls < 4; polls++)
        {
            // A hundredth of a core: tenths of a second of work make tens of seconds of pause.
            await Until.TrueAsync(() =>
            {
                Time.Advance(TimeSpan.FromSeconds(5));
                return Sink.CountOf("greedy") == polls;
            });
        }

        Assert.InRange(Sink.CountOf("modest"), 6, int.MaxValue);
        var told = Assert.Single(Logs.GetSnapshot(), record => record.Id.Id == 2023);
        Assert.Contains("greedy asks for more than 1 % of a core (plugins.greedy.limits.core_share", told.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Running, Status("greedy").State);
        Assert.Equal(0, Status("greedy").Failures);
    }

    [Fact]
    public async Task Poll_OnRequestWithTheShareUsedUp_SaysSo()
    {
        const string Greedy = "for i in range(2_000_000):\n    pass\n" + CountingBody;
        var limits = new PluginLimits { CoreShare = 0.01, CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(GuestWorkshop.Sensor(Greedy), "asked", limits)));
        await Until.TrueAsync(() => Sink.Count == 1);

        PollOutcome outcome;
        do
        {
            outcome = await Host.PollAsync("asked", TestContext.Current.CancellationToken);
        }
        while (outcome.Succeeded);

        Assert.Matches(@"^plugin asked has used [0-9.]+ s of a core within a minute, more than 1 % \(plugins\.asked\.limits\.core_share\): try again later$", outcome.Error!.Message);
        Time.Advance(TimeSpan.FromSeconds(61));
        await Until.TrueAsync(() => Status("asked").Polls > 1);
        Assert.True((await Host.PollAsync("asked", TestContext.Current.CancellationToken)).Succeeded);
    }

    [Fact]
    public async Task Restart_OnRequest_ForgetsTheFailuresOfAParkedPlugin()
    {
        Catalog.Set(Entry("bomb", GuestWorkshop.Sensor("from wit_world.imports import storage\nif storage.get('mended') is None:\n    import os\n    os.abort()\nreturn [Measurement('s', 'value', Value_Number(1), '1')]")));
        await Until.TrueAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(70));
            return Status("bomb")?.State == PluginState.Parked;
        });
        Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(PluginState.Parked, Status("bomb").State);

        workshop.StorageFor("bomb").Put("mended", "1"u8);
        await Host.RestartAsync("bomb", TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Sink.CountOf("bomb") == 1);

        Assert.Equal(PluginState.Running, Status("bomb").State);
        Assert.Null(Status("bomb").LastError);
        workshop.StorageFor("bomb").Delete("mended");
    }

    [Fact]
    public async Task Restart_OnRequest_ARunningPluginGoesOnUntilTheNewInstanceIsThere()
    {
        Catalog.Set(Entry("fresh", Counting));
        await Until.TrueAsync(() => Sink.Count == 1);
        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => Sink.Count == 2);
        Assert.Equal(2, Sink.Last.Measurement.Value.Number);

        await Host.RestartAsync("fresh", TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Sink.Count == 3);

        Assert.Equal(1, Sink.Last.Measurement.Value.Number);
    }

    [Fact]
    public async Task Restart_NothingToStart_SaysWhy()
    {
        Catalog.Set(new CatalogEntry("off", false, null, null), new CatalogEntry("broken", true, null, "broken.py: unknown key\nline 3"));
        await Until.TrueAsync(() => Status("off")?.State == PluginState.Disabled && Status("broken")?.State == PluginState.Parked);
        var token = TestContext.Current.CancellationToken;

        var off = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Host.RestartAsync("off", token));
        var broken = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Host.RestartAsync("broken", token));
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await Host.RestartAsync("none", token));

        Assert.Equal("Plugin off is switched off: set plugins.off.enabled = true.", off.Message);
        Assert.Equal("Plugin broken has nothing to start: broken.py: unknown key", broken.Message);
    }

    [Fact]
    public async Task LoadFails_ThenTheCatalogHasAProblem_WaitsQuietly()
    {
        Catalog.Set(Entry("worse", "raise OSError('no chip')"));
        await Until.TrueAsync(() => Status("worse")?.State == PluginState.BackingOff);

        Catalog.Set(new CatalogEntry("worse", true, null, "worse.py: unknown key"));
        await Until.TrueAsync(() => Status("worse").State == PluginState.Parked);
        Time.Advance(TimeSpan.FromHours(1));
        Catalog.Set(Entry("worse", Constant(1)));
        await Until.TrueAsync(() => Sink.Count == 1);

        Assert.Equal(2, Status("worse").Failures);
    }

    [Fact]
    public async Task NewVersion_WhileAPollOfTheOldOneRuns_NeedNotWaitForItsDeadline()
    {
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(Sleeping, "slow", Patient)));
        await Until.TrueAsync(() => Status("slow")?.Polls == 1);

        Catalog.Set(Entry("slow", Constant(7)));
        await Until.TrueAsync(() =>
        {
            // The poll gets half a second of the host's clock to end by itself.
            Time.Advance(TimeSpan.FromMilliseconds(100));
            return Sink.CountOf("slow") == 1;
        });

        Assert.Equal(7, Sink.Last.Measurement.Value.Number);
        Assert.Equal((0, 0), (Status("slow").Failures, Status("slow").Restarts));
        Assert.DoesNotContain(Logs.GetSnapshot(), record => record.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task NewVersionThatDoesNotLoad_WhileAPollOfTheOldOneRuns_LeavesThePollAlone()
    {
        var source = GuestWorkshop.Sensor("import time\ntime.sleep(1.5)\n" + CountingBody);
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(source, "steady", Patient)));
        await Until.TrueAsync(() => Status("steady")?.Polls == 1);

        Catalog.Set(Entry("steady", "x = 1 +\n"));
        await Until.TrueAsync(() => Status("steady").LastError is not null);
        Time.Advance(TimeSpan.FromSeconds(2));
        await Until.TrueAsync(() => Sink.CountOf("steady") == 1);

        Assert.Equal(PluginState.Running, Status("steady").State);
        Assert.StartsWith("SyntaxError", Status("steady").LastError!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RemovedOrSwitchedOff_WhileAPollRuns_EndsAtOnceWithoutAComplaint(bool removed)
    {
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(Sleeping, "going", Patient)));
        await Until.TrueAsync(() => Status("going")?.Polls == 1);

        Catalog.Set(removed ? [] : [new CatalogEntry("going", false, null, null)]);
        await Until.TrueAsync(() => removed ? Status("going") is null : Status("going").State == PluginState.Disabled);

        Assert.Equal(0, Sink.Count);
        Assert.DoesNotContain(Logs.GetSnapshot(), record => record.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Stop_WhileAPollRuns_EndsWithoutAComplaint()
    {
        Catalog.Set(RunningHost.Entry(GuestWorkshop.Define(Sleeping, "ending", Patient)));
        await Until.TrueAsync(() => Status("ending")?.Polls == 1);

        await Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Host.Plugins);
        Assert.DoesNotContain(Logs.GetSnapshot(), record => record.Level >= LogLevel.Warning);
    }

    private static PluginLimits Patient { get; } = new() { CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };

    private static string Sleeping => GuestWorkshop.Sensor("import time\ntime.sleep(50)\n" + CountingBody);

    private const string CountingBody = "self.n = getattr(self, 'n', 0) + 1\nreturn [Measurement('s', 'count', Value_Number(self.n), '1')]";

    private static string Counting => GuestWorkshop.Sensor(CountingBody);

    private static string Constant(int value) => GuestWorkshop.Sensor($"return [Measurement('s', 'value', Value_Number({value}), '1')]");

    private static CatalogEntry Entry(string id, string source) => RunningHost.Entry(GuestWorkshop.Define(source, id));

    private PluginStatus Status(string id) => _running.Status(id);
}
