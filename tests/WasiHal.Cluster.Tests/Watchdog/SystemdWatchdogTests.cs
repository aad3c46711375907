using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.Watchdog;

public sealed class SystemdWatchdogTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeSystemd _systemd = new();
    private readonly FakeLogger<SystemdWatchdog> _log = new();
    private readonly Part _polls = new();
    private readonly Part _sink = new();
    private readonly SystemdWatchdog _watchdog;

    public SystemdWatchdogTests() => _watchdog = New(Timeout);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_AllGoesOn_TellsItTwiceWithinTheTime()
    {
        await _watchdog.StartAsync(Cancelled);

        await AliveAsync(1);
        for (var signs = 2; signs <= 5; signs++)
        {
            _time.Advance(Timeout / 2);
            await AliveAsync(signs);
        }

        Assert.Equal(3900, Assert.Single(_log.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task Execute_OnePartStandsStill_TellsNothingButWhyUntilItGoesOn()
    {
        await _watchdog.StartAsync(Cancelled);
        await AliveAsync(1);

        _sink.Standstill = "one use of hub.db\nhas not ended";
        _time.Advance(Timeout / 2);
        await UntilAsync(() => _systemd.Told.Contains("STATUS=one use of hub.db has not ended"));
        _time.Advance(Timeout);
        _time.Advance(Timeout);
        await UntilAsync(() => _sink.Asked > 3);
        Assert.Equal(1, _systemd.Alive);

        _sink.Standstill = null;
        _time.Advance(Timeout / 2);
        await AliveAsync(2);
        await UntilAsync(() => _systemd.Told.Contains("STATUS="));
        Assert.Equal([3900, 3901, 3902], _log.Collector.GetSnapshot().Select(record => record.Id.Id));
        Assert.Equal(LogLevel.Error, _log.Collector.GetSnapshot()[1].Level);
    }

    [Fact]
    public async Task Execute_APartCannotSay_CountsAsStandstill()
    {
        _polls.Fault = new InvalidOperationException("secret");
        await _watchdog.StartAsync(Cancelled);

        await UntilAsync(() => _systemd.Told.Contains("STATUS=Part cannot say whether it goes on: InvalidOperationException"));

        Assert.Equal(0, _systemd.Alive);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Execute_NobodyWatches_EndsAtOnce(bool isEnabled, bool isTimed)
    {
        _systemd.IsEnabled = isEnabled;
        using var watchdog = New(isTimed ? Timeout : null);

        await watchdog.StartAsync(Cancelled);
        await watchdog.ExecuteTask!;

        Assert.Empty(_systemd.Told);
        Assert.Empty(_log.Collector.GetSnapshot());
    }

    [Fact]
    public async Task Execute_WithoutSystemd_EndsAtOnce()
    {
        using var watchdog = new SystemdWatchdog([_polls], _time, _log) { Timeout = Timeout };

        await watchdog.StartAsync(Cancelled);
        await watchdog.ExecuteTask!;

        Assert.Equal(0, _polls.Asked);
    }

    public void Dispose() => _watchdog.Dispose();

    private SystemdWatchdog New(TimeSpan? timeout) => new([_polls, _sink], _time, _log, _systemd) { Timeout = timeout };

    private Task AliveAsync(int signs) => UntilAsync(() => _systemd.Alive == signs);

    private static async Task UntilAsync(Func<bool> wanted)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while (!wanted())
        {
            await Task.Delay(5, late.Token);
        }
    }

    private sealed class Part : INodeProgress
    {
        private volatile string? _standstill;
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Exception? Fault { get; set; }

        public string? Standstill
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return Fault is { } fault ? throw fault : _standstill;
            }
            set => _standstill = value;
        }
    }

    private sealed class FakeSystemd : ISystemdNotifier
    {
        public ConcurrentQueue<string> Told { get; } = [];

        public int Alive => Told.Count(told => told == "WATCHDOG=1");

        public bool IsEnabled { get; set; } = true;

        public void Notify(ServiceState state) => Told.Enqueue(state.ToString());
    }
}
