using Microsoft.Extensions.Logging;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Calls that sleep where neither the epoch nor a token reaches them, such as in a driver of the kernel.</summary>
[Collection(GuestCollection.Name)]
public sealed class StuckThreadTests(GuestWorkshop workshop) : IAsyncLifetime
{
    private static readonly PluginLimits Limits = new() { CallDeadline = new Duration(TimeSpan.FromMilliseconds(50)) };

    private readonly RunningHost _running = new(workshop);
    private readonly SleepingDevice _device = new();
    private readonly I2cAddress _address = new(0x29);
    private readonly long _stuckBefore = workshop.Factory.StuckThreads.Total;

    public async ValueTask InitializeAsync()
    {
        workshop.Board.GetI2cBus(1).Attach(_address, _device);
        await _running.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _device.Wake();
        await _running.DisposeAsync();
        await Until.TrueAsync(() => workshop.Factory.StuckThreads.Count == 0);
        workshop.Board.GetI2cBus(1).Detach(_address);
        _device.Dispose();
    }

    [Fact]
    public async Task Poll_SleepsInTheHost_ThreadIsGivenUpAndToldOnce_OthersGoOn()
    {
        _running.Catalog.Set(Entry("sleeper", Sleeping), Entry("neighbour", Constant));
        await Until.TrueAsync(() => _device.IsAsleep && _running.Sink.CountOf("neighbour") == 1);
        for (var polls = 2; polls < 5; polls++)
        {
            // While the other is inside its call, and before it is given up or after: it makes no difference.
            _running.Time.Advance(TimeSpan.FromSeconds(5));
            await Until.TrueAsync(() => _running.Sink.CountOf("neighbour") == polls);
        }

        await Until.TrueAsync(() => _running.Status("sleeper").State == PluginState.Parked);

        var status = _running.Status("sleeper");
        Assert.Equal("deadline of 50ms passed (plugins.sleeper.limits.call_deadline), and the call sleeps where the host cannot end it: its thread is given up", status.LastError!.Message);
        Assert.Equal((1, 1, 0), (status.Polls, status.Failures, status.Restarts));
        Assert.Equal(1, workshop.Factory.StuckThreads.Count);
        Assert.Single(WarningsOf("sleeper"));
        Assert.Contains("1 of at most 8 are out", workshop.Logs.GetSnapshot().Last(record => record.Id.Id == 2024).Message, StringComparison.Ordinal);

        _running.Time.Advance(TimeSpan.FromHours(1));
        await Until.TrueAsync(() => _running.Sink.CountOf("neighbour") == 5);
        Assert.Equal(PluginState.Parked, _running.Status("sleeper").State);
    }

    [Fact]
    public async Task Sleeper_ComesBack_DoesNothingMoreAndItsThreadEnds()
    {
        _running.Catalog.Set(Entry("late", Sleeping));
        await Until.TrueAsync(() => _running.Status("late")?.State == PluginState.Parked);
        Assert.Equal(1, _device.Transfers);

        _device.Wake();
        await Until.TrueAsync(() => workshop.Factory.StuckThreads.Count == 0);

        Assert.Equal(1, _device.Transfers);
        Assert.Equal(0, _running.Sink.Count);
        Assert.Null(workshop.StorageFor("late").Get("woken"));
        Assert.Contains(workshop.Logs.GetSnapshot(), record => record.Id.Id == 2025 && record.Message.Contains("late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sleeper_NewVersion_TakesItsPlace()
    {
        _running.Catalog.Set(Entry("mended", Sleeping));
        await Until.TrueAsync(() => _running.Status("mended")?.State == PluginState.Parked);

        _running.Catalog.Set(Entry("mended", Constant));
        await Until.TrueAsync(() => _running.Sink.CountOf("mended") == 1);

        Assert.Equal(PluginState.Running, _running.Status("mended").State);
        Assert.Null(_running.Status("mended").LastError);
    }

    [Fact]
    public async Task Sleeper_RestartOnRequest_SleepsAgainOnAnotherThread()
    {
        _running.Catalog.Set(Entry("again", Sleeping));
        await Until.TrueAsync(() => _running.Status("again")?.State == PluginState.Parked);

        await _running.Host.RestartAsync("again", TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => workshop.Factory.StuckThreads.Total == _stuckBefore + 2);

        await Until.TrueAsync(() => _running.Status("again").State == PluginState.Parked);
        Assert.Equal(2, workshop.Factory.StuckThreads.Count);
    }

    [Fact]
    public async Task Swap_InTheMiddleOfASleep_DoesNotWaitForIt()
    {
        var patient = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        _running.Catalog.Set(RunningHost.Entry(Define("swapped", Sleeping, patient)), Entry("other", Constant));
        await Until.TrueAsync(() => _device.IsAsleep);

        _running.Catalog.Set(Entry("other", Constant), Entry("new", Constant));
        await Until.TrueAsync(() => _running.Sink.CountOf("new") == 1 && _running.Status("swapped") is null);

        // Only now is the old one given up: the host stopped it, and it did not end.
        await Until.TrueAsync(() => workshop.Factory.StuckThreads.Total == _stuckBefore + 1);
    }

    [Fact]
    public async Task Load_SleepsInTheHost_IsParked()
    {
        var limits = new PluginLimits { LoadDeadline = new Duration(TimeSpan.FromMilliseconds(500)) };
        var source = $"from wit_world.imports import i2c\ni2c.transfer(1, {_address.Value}, b'', 1)\n" + Constant;
        _running.Catalog.Set(RunningHost.Entry(Define("import", source, limits)));

        await Until.TrueAsync(() => _running.Status("import")?.State == PluginState.Parked);

        Assert.StartsWith("deadline of 500ms passed (plugins.import.limits.load_deadline), and", _running.Status("import").LastError!.Message, StringComparison.Ordinal);
        Assert.Single(WarningsOf("import"));
    }

    [Fact]
    public async Task Stop_WhileOneSleeps_Ends()
    {
        _running.Catalog.Set(Entry("stopped", Sleeping));
        await Until.TrueAsync(() => _device.IsAsleep);

        await _running.Host.StopAsync(TestContext.Current.CancellationToken);

        await Until.TrueAsync(() => workshop.Factory.StuckThreads.Total == _stuckBefore + 1);
    }

    [Fact]
    public void Require_AtTheBound_Fails()
    {
        var threads = new StuckThreads(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        for (var count = 0; count < StuckThreads.Most; count++)
        {
            threads.Require();
            threads.Add("p", "reason");
        }

        Assert.Contains("no component is started", Assert.Throws<PluginFailedException>(threads.Require).Message, StringComparison.Ordinal);
        threads.Remove("p");
        threads.Require();
        Assert.Equal(StuckThreads.Most, threads.Total);
    }

    private const string Constant = """
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement('s', 'value', Value_Number(1), '1')]

        """;

    private string Sleeping => GuestWorkshop.Sensor(
        $"i2c.transfer(1, {_address.Value}, b'', 1)\nstorage.put('woken', b'1')\ni2c.transfer(1, {_address.Value}, b'', 1)\nreturn [Measurement('s', 'value', Value_Number(2), '1')]",
        "from wit_world.imports import i2c, storage");

    private static CatalogEntry Entry(string id, string source) => RunningHost.Entry(Define(id, source, id is "neighbour" or "other" or "new" ? new PluginLimits() : Limits));

    private static PluginDefinition Define(string id, string source, PluginLimits limits) =>
        GuestWorkshop.Define(source, id, limits, PermissionSet.Of([Capability.I2c(1, new I2cAddress(0x29))]));

    private IEnumerable<string> WarningsOf(string id) => _running.Logs.GetSnapshot().Concat(workshop.Logs.GetSnapshot())
        .Where(record => record.Level >= LogLevel.Warning && record.Message.Contains($"Plugin {id}", StringComparison.Ordinal))
        .Select(record => record.Message);

    /// <summary>Sleeps in every transfer until it is woken for good.</summary>
    private sealed class SleepingDevice : II2cTarget, IDisposable
    {
        private readonly ManualResetEventSlim _woken = new(false);
        private int _transfers;

        public bool IsAsleep => Transfers > 0;

        public int Transfers => Volatile.Read(ref _transfers);

        public void Wake() => _woken.Set();

        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
        {
            Interlocked.Increment(ref _transfers);
            _woken.Wait();
        }

        public void Dispose() => _woken.Dispose();
    }
}
