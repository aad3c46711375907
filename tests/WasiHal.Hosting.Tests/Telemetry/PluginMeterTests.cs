using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Telemetry;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Tests.Telemetry;

public sealed class PluginMeterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PluginMeter _sut;
    private readonly PluginCounters _counters;

    public PluginMeterTests()
    {
        _sut = new PluginMeter(Factory);
        _counters = new PluginCounters("oled", _sut);
    }

    private IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _sut.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData(true, "success")]
    [InlineData(false, "failure")]
    public void Poll_IsCountedAndTimedWithPluginAndOutcome(bool succeeded, string outcome)
    {
        using var polls = Collect<long>("wasihal.plugin.polls");
        using var durations = Collect<double>("wasihal.plugin.poll.duration");

        _counters.PollBegins();
        _counters.PollEnded(TimeSpan.FromMilliseconds(250), succeeded);

        AssertOne(polls, 1, ("wasihal.plugin.id", "oled"), ("outcome", outcome));
        AssertOne(durations, 0.25, ("wasihal.plugin.id", "oled"), ("outcome", outcome));
    }

    [Theory]
    [InlineData(PluginKind.Dashboard, "dashboard")]
    [InlineData(PluginKind.Display, "display")]
    [InlineData(PluginKind.Actions, "actions")]
    public void Call_IsCountedAndTimedWithItsKind(PluginKind kind, string word)
    {
        using var calls = Collect<long>("wasihal.plugin.calls");
        using var durations = Collect<double>("wasihal.plugin.call.duration");

        _counters.CallEnded(kind, TimeSpan.FromSeconds(2), succeeded: false);

        AssertOne(calls, 1, ("wasihal.plugin.id", "oled"), ("wasihal.plugin.kind", word), ("outcome", "failure"));
        AssertOne(durations, 2, ("wasihal.plugin.id", "oled"), ("wasihal.plugin.kind", word), ("outcome", "failure"));
    }

    [Theory]
    [InlineData("Load", "load")]
    [InlineData("Call", "call")]
    [InlineData("Lost", "lost")]
    public void Failure_IsCountedByKind(string kind, string word)
    {
        using var failures = Collect<long>("wasihal.plugin.failures");

        _counters.Failed(Enum.Parse<FailureKind>(kind));

        AssertOne(failures, 1, ("wasihal.plugin.id", "oled"), ("error.type", word));
    }

    [Fact]
    public void RestartRefusalAndCpuTime_AreCounted()
    {
        using var restarts = Collect<long>("wasihal.plugin.restarts");
        using var denied = Collect<long>("wasihal.plugin.denied_calls");
        using var cpu = Collect<double>("wasihal.plugin.cpu.time");

        _counters.Restarted();
        _counters.CallDenied();
        _counters.UsedCpu(TimeSpan.FromMilliseconds(1500));

        AssertOne(restarts, 1, ("wasihal.plugin.id", "oled"));
        AssertOne(denied, 1, ("wasihal.plugin.id", "oled"));
        AssertOne(cpu, 1.5, ("wasihal.plugin.id", "oled"));
    }

    [Fact]
    public void Compile_IsTimed()
    {
        using var compiles = Collect<double>("wasihal.compile.duration");

        _sut.Compiled(TimeSpan.FromSeconds(3));

        AssertOne(compiles, 3);
    }

    [Fact]
    public async Task MachineCodeCache_TimesWhatItCompiles_NotWhatItFinds()
    {
        using var compiles = Collect<double>("wasihal.compile.duration");
        using var folder = new TemporaryFolder();
        var (logger, time) = (new FakeLogger(), TimeProvider.System);
        var cache = new MachineCodeCache(new MachineCodeFolder(folder.Sub("machine-code"), logger, time), new CompileQueue(time, logger), logger, time, _sut);
        var order = new CompileOrder("probe", MachineCodeKey.Of([7]), () => [1], Deadline: null);

        for (var start = 0; start < 2; start++)
        {
            await cache.GetAsync(order, code => File.ReadAllBytes(code.Path!), TestContext.Current.CancellationToken);
        }

        Assert.Single(compiles.GetMeasurementSnapshot());
    }

    [Fact]
    public void Memory_IsThatOfThePluginsThatTell()
    {
        using var memory = Collect<long>("wasihal.plugin.memory");
        _sut.Observe(new Directory(Status("oled", PluginState.Running) with { MemoryBytes = 16 << 20 }, Status("foreign", PluginState.Running)));

        memory.RecordObservableInstruments();

        AssertOne(memory, 16 << 20, ("wasihal.plugin.id", "oled"));
    }

    [Fact]
    public void State_IsOneForTheStateAndZeroForTheOthers()
    {
        using var states = Collect<int>("wasihal.plugin.status");
        _sut.Observe(new Directory(Status("oled", PluginState.BackingOff)));

        states.RecordObservableInstruments();

        Assert.Equal(
            [("backing-off", 1), ("disabled", 0), ("loading", 0), ("parked", 0), ("running", 0)],
            states.GetMeasurementSnapshot().Select(measurement => ((string)measurement.Tags["wasihal.plugin.state"]!, measurement.Value)).Order());
    }

    [Fact]
    public void LostThreads_AreAbsentUntilSomebodyCountsThem()
    {
        using var threads = Collect<long>("wasihal.lost_threads");

        threads.RecordObservableInstruments();
        Assert.Empty(threads.GetMeasurementSnapshot());

        _sut.CountLostThreads(() => 2);
        threads.RecordObservableInstruments();
        AssertOne(threads, 2);
        Assert.Equal(2, _sut.LostThreads);
    }

    [Theory]
    [InlineData("wasihal.plugin.poll.duration")]
    [InlineData("wasihal.plugin.call.duration")]
    [InlineData("wasihal.compile.duration")]
    public void Durations_AdviseBucketsFromATenthOfAMillisecondToAMinute(string name)
    {
        using var collector = Collect<double>(name);

        _counters.PollEnded(TimeSpan.Zero, succeeded: true);
        _counters.CallEnded(PluginKind.Display, TimeSpan.Zero, succeeded: true);
        _sut.Compiled(TimeSpan.Zero);

        var bounds = ((Histogram<double>)collector.Instrument!).Advice!.HistogramBucketBoundaries!;
        Assert.Equal(0.0001, bounds[0]);
        Assert.Equal(60, bounds[^1]);
        Assert.Equal(DurationBuckets.UpToMilliseconds, bounds.Select(bound => Math.Round(bound * 1000, 6)));
        Assert.Equal("s", collector.Instrument.Unit);
    }

    [Fact]
    public void Document_ListsEveryInstrumentWithItsUnit_AndNoOther()
    {
        List<string> rows = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, Factory))
                {
                    rows.Add($"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` |");
                }
            },
        };
        listener.Start();

        var document = File.ReadAllText(WasiHal.Tests.Shared.RepositoryRoot.PathOf("docs/observability.md"));
        var text = document.Split("\n### ").Single(chapter => chapter.StartsWith("Metrics of `WasiHal.Hosting`", StringComparison.Ordinal)).Split('\n');

        Assert.Equal(12, rows.Count);
        Assert.All(rows, row => Assert.Contains(text, line => line.StartsWith(row, StringComparison.Ordinal)));
        Assert.Equal(rows.Count, text.Count(line => line.StartsWith("| `wasihal.", StringComparison.Ordinal) && line.Split('|').Length == 7));
    }

    private static PluginStatus Status(string id, PluginState state) => new() { Id = id, Node = "here", State = state };

    private MetricCollector<T> Collect<T>(string name)
        where T : struct => new(Factory, PluginMeter.Name, name);

    private static void AssertOne<T>(MetricCollector<T> collector, T value, params (string Key, object? Value)[] tags)
        where T : struct
    {
        var measurement = Assert.Single(collector.GetMeasurementSnapshot());
        Assert.Equal(value, measurement.Value);
        Assert.Equal(tags.Order(), measurement.Tags.Select(tag => (tag.Key, tag.Value)).Order());
    }

    private sealed class Directory(params PluginStatus[] plugins) : IPluginDirectory
    {
        public IReadOnlyList<PluginStatus> Plugins => plugins;
    }
}
