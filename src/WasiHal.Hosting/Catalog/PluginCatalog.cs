using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// Keeps the snapshot true to the folders and to the operator's configuration. When <see cref="StartAsync"/> returns,
/// the first snapshot is complete; then changes are noticed by a watch on the folders, or without one by a regular look.
/// </summary>
internal sealed class PluginCatalog(
    IBoard board,
    IOptionsMonitor<PythonPluginOptions> folders,
    IOptionsMonitor<PluginsOptions> plugins,
    IOptionsMonitor<PollingOptions> polling,
    IOptionsMonitor<BoardOptions> wired,
    IOptions<DataOptions> data,
    TimeProvider time,
    ILoggerFactory loggers) : IPluginCatalog, IHostedService, IAsyncDisposable
{
    /// <summary>Time between the two looks that must see the same: whoever writes a file with longer pauses is taken to be done.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Time between looks when nothing happens; with <see cref="SettleTime"/> it is under a second.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(600);

    // Whoever writes to a plugin folder without end, such as a log that lies there, must not keep a core busy.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly CatalogLook _look = new(board.Gpio, data.Value.Directory, folders, plugins, polling, wired, loggers);
    private readonly ILogger _logger = loggers.CreateLogger<PluginCatalog>();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable?> _subscriptions = [];
    private CancellationTokenSource _change = new();
    private volatile TaskCompletionSource _wake = NewWake();
    private volatile CatalogSnapshot _current = CatalogSnapshot.Empty;
    private FolderWatcher? _watcher;
    private Task _loop = Task.CompletedTask;
    private bool _lookFailed;
    private long _lookedAt;

    /// <summary>Whether the looks go on.</summary>
    public LoopPulse Pulse { get; } = new(time);

    public CatalogSnapshot Current => _current;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _change).Token);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watcher = new FolderWatcher(Wake, _logger);
        _subscriptions.Add(folders.OnChange(_ => Wake()));
        _subscriptions.Add(plugins.OnChange(_ => Wake()));
        _subscriptions.Add(polling.OnChange(_ => Wake()));
        _subscriptions.Add(wired.OnChange(_ => Wake()));

        if (_look.Folders.Count == 0)
        {
            _logger.NoPluginFolder();
        }

        // Watching begins before the first look, so that nothing falls between the two.
        Look(atOnce: true);
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // Out of time is no failure of this service; the loop sees the cancellation by itself.
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _subscriptions.ForEach(subscription => subscription?.Dispose());
        _watcher?.Dispose();
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => _wake.TrySetResult();

    private void Wake(string? path)
    {
        _look.Touched.Add(path);
        Wake();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await WaitAsync().ConfigureAwait(false);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            // Renewed before the look, so that what happens during it leads to another one.
            _wake = NewWake();
            Look(atOnce: false);
        }
    }

    // While something is on the move a wake-up does not shorten the wait: its end is what is waited for.
    private async Task WaitAsync()
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var isUnsettled = _look.IsUnsettled;
        var delay = Task.Delay(isUnsettled ? SettleTime : LookInterval, time, waiting.Token);
        await Task.WhenAny(isUnsettled ? delay : _wake.Task, delay).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        if (!_stop.IsCancellationRequested && ShortestPause - time.GetElapsedTime(_lookedAt) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look(bool atOnce)
    {
        try
        {
            _watcher!.Watch(_look.Folders);
            if (_look.Take(atOnce, _current) is { } snapshot)
            {
                _current = snapshot;
                Interlocked.Exchange(ref _change, new CancellationTokenSource()).Cancel();
            }

            if (_lookFailed)
            {
                _lookFailed = false;
                _logger.LookSucceedsAgain();
            }
        }
        catch (Exception exception)
        {
            // The one broad catch of this loop: whatever a folder, a configuration or a listener does, the next look comes.
            if (!_lookFailed)
            {
                _lookFailed = true;
                _logger.LookFailed(exception);
            }
        }

        _lookedAt = time.GetTimestamp();
        Pulse.Expect(LookInterval);
    }
}
