using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Runtime;

/// <summary>Keeps one runner for every plugin of the catalog.</summary>
internal sealed class PluginHost(
    IPluginCatalog catalog,
    GuestFactory factory,
    ReadingFanOut sinks,
    IOptions<NodeOptions> node,
    TimeProvider time,
    ILogger<PluginHost> logger,
    PluginMeter? meter = null) : IPluginHost, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, PluginRunner> _runners = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _applying = new(1);
    // Plugins end within milliseconds, and one that sleeps where nothing reaches it is given up after a second. The host's
    // other services want to stop too.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1.25);

    // Plugins that are gone and have not ended yet. Most end at once; one that sleeps where nothing reaches it takes a second.
    private readonly ConcurrentDictionary<string, (PluginRunner Runner, Task End)> _ending = new(StringComparer.Ordinal);

    private readonly PluginMeter _meter = meter ?? new PluginMeter();
    private readonly LoopPulse _applied = new(time);
    private IDisposable? _changes;
    private volatile bool _stopped;

    public IReadOnlyList<PluginStatus> Plugins =>
        [.. _runners.Values.Select(runner => runner.Status).OrderBy(status => status.Id, StringComparer.Ordinal)];

    /// <summary>What has not been heard of for too long, and for how long: a plugin's id, or null for the taking over of changes.</summary>
    public IEnumerable<(string? PluginId, TimeSpan For)> Overdue
    {
        get
        {
            var going = _ending.Where(pair => !pair.Value.End.IsCompleted).Select(pair => ((string?)pair.Key, pair.Value.Runner.Pulse));
            foreach (var (id, pulse) in _runners.Select(pair => ((string?)pair.Key, pair.Value.Pulse)).Concat(going).Append((null, _applied)))
            {
                if (pulse.Overdue is { } late)
                {
                    yield return (id, late);
                }
            }
        }
    }

    public async ValueTask RestartAsync(string pluginId, CancellationToken cancellationToken = default) =>
        await Runner(pluginId).RestartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<PollOutcome> PollAsync(string pluginId, CancellationToken cancellationToken) =>
        await Runner(pluginId).PollAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<string> RenderAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken) =>
        await Runner(pluginId).CallAsync(PluginKind.Dashboard, guest => guest.Render(snapshotJson)).WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask UpdateAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken) =>
        await Runner(pluginId).CallAsync(PluginKind.Display, guest =>
        {
            guest.Update(snapshotJson);
            return true;
        }).WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<PluginAction>> ListActionsAsync(string pluginId, CancellationToken cancellationToken) =>
        await Runner(pluginId).CallAsync(PluginKind.Actions, guest => guest.ListActions()).WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<string> InvokeAsync(string pluginId, string action, string argumentsJson, CancellationToken cancellationToken) =>
        await Runner(pluginId).CallAsync(PluginKind.Actions, guest => guest.Invoke(action, argumentsJson)).WaitAsync(cancellationToken).ConfigureAwait(false);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Compiling takes seconds when there is no machine code yet. The host starts meanwhile; plugins wait as "loading".
        _ = PrepareAsync();
        _meter.Observe(this);
        await ApplyAsync().ConfigureAwait(false);
        _changes = ChangeToken.OnChange(catalog.GetChangeToken, () => _ = ApplyAsync());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _changes?.Dispose();
        _stopped = true;
        await _applying.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // All at once, and no longer than the host gives.
            await Task.WhenAll(_runners.Values.Select(runner => runner.DisposeAsync().AsTask()).Concat(_ending.Values.Select(ending => ending.End))).WaitAsync(StopPatience, cancellationToken).ConfigureAwait(false);
            _runners.Clear();
        }
        catch (Exception late) when (late is OperationCanceledException or TimeoutException)
        {
            Log.StoppedWithoutAll(logger, string.Join(", ", _runners.Keys.Order(StringComparer.Ordinal)));
        }
        finally
        {
            _applying.Release();
        }
    }

    public void Dispose()
    {
        _applying.Dispose();
        if (meter is null)
        {
            _meter.Dispose();
        }
    }

    private PluginRunner Runner(string pluginId) =>
        _runners.GetValueOrDefault(pluginId) ?? throw new KeyNotFoundException($"There is no plugin {pluginId}.");

    private async Task PrepareAsync()
    {
        try
        {
            using var code = await factory.PreparePythonAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Every Python plugin will say so as well; the node goes on with what needs no Python.
            Log.RuntimeFailed(logger, fault);
        }
    }

    private async Task ApplyAsync()
    {
        await _applying.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_stopped)
            {
                return;
            }

            _applied.Expect(TimeSpan.Zero);
            var entries = catalog.Current.Entries;
            foreach (var entry in entries)
            {
                if (_runners.TryGetValue(entry.Id, out var known))
                {
                    known.Want(entry);
                }
                else
                {
                    var publisher = new PollPublisher(sinks, node.Value.NodeId, time);
                    _runners[entry.Id] = new PluginRunner(entry, node.Value.NodeId, factory, publisher, time, logger, _meter, after: _ending.GetValueOrDefault(entry.Id).End);
                }
            }

            foreach (var gone in _runners.Keys.Except(entries.Select(entry => entry.Id), StringComparer.Ordinal))
            {
                if (_runners.TryRemove(gone, out var runner))
                {
                    _ending[gone] = (runner, runner.DisposeAsync().AsTask());
                    factory.Forget(gone);
                    Log.PluginGone(logger, gone);
                }
            }

            foreach (var (id, _) in _ending.Where(pair => pair.Value.End.IsCompleted))
            {
                _ending.TryRemove(id, out _);
            }
        }
        finally
        {
            _applied.Rest();
            _applying.Release();
        }
    }
}
