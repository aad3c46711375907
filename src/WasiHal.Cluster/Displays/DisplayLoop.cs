using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Snapshots;

namespace WasiHal.Cluster.Displays;

/// <summary>
/// Gives every running display plugin the snapshot, each at its own interval and never twice at once. What fails is counted
/// and told by the host of the plugin.
/// </summary>
internal sealed class DisplayLoop(
    IEnumerable<IPluginViews> views,
    IEnumerable<IPluginDirectory> directories,
    SnapshotBuilder snapshots,
    TimeProvider time,
    ILogger<DisplayLoop> logger) : TickingService(DisplayLoop.Tick, time)
{
    /// <summary>How often it is looked whose turn it is.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>The interval of a plugin that has none.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    // An update may take a sixth of the time: a plugin's share of a core is a quarter.
    private const int Rests = 5;

    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    protected override Task TickAsync(CancellationToken stopping)
    {
        if (views.LastOrDefault() is { } host)
        {
            Update(host, stopping);
        }

        return Task.CompletedTask;
    }

    protected override void Tell(Exception fault) => Log.DisplaysFailed(logger, fault);

    private void Update(IPluginViews host, CancellationToken stopping)
    {
        string? snapshot = null;
        var displays = directories.SelectMany(directory => directory.Plugins).Where(plugin => plugin.State == PluginState.Running && plugin.Kinds.Contains(PluginKind.Display)).ToArray();
        foreach (var plugin in displays)
        {
            var turn = _turns.GetOrAdd(plugin.Id, static _ => new());
            if (!turn.IsDue(Time))
            {
                continue;
            }

            snapshot ??= snapshots.Build();
            turn.Running = UpdateAsync(host, plugin, turn, snapshot, stopping);
        }

        foreach (var gone in _turns.Where(turn => turn.Value.Running.IsCompleted && displays.All(plugin => plugin.Id != turn.Key)))
        {
            _turns.TryRemove(gone);
        }
    }

    private async Task UpdateAsync(IPluginViews host, PluginStatus plugin, Turn turn, string snapshot, CancellationToken stopping)
    {
        var begin = Time.GetTimestamp();
        try
        {
            await host.UpdateAsync(plugin.Id, snapshot, stopping).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is PluginFailedException or KeyNotFoundException or OperationCanceledException)
        {
            // The plugin's status says so.
        }
        catch (Exception fault)
        {
            Log.DisplaysFailed(logger, fault);
        }

        // From begin to begin, as polls are.
        var took = Time.GetElapsedTime(begin);
        var interval = plugin.PollInterval?.Value ?? Usual;
        turn.Ended(begin, interval > (Rests + 1) * took ? interval : (Rests + 1) * took);
    }

    /// <summary>When a display comes next.</summary>
    private sealed class Turn
    {
        private long _begin;
        private TimeSpan _interval;

        public Task Running { get; set; } = Task.CompletedTask;

        public bool IsDue(TimeProvider time) => Running.IsCompleted && (_interval == TimeSpan.Zero || time.GetElapsedTime(_begin) >= _interval);

        public void Ended(long begin, TimeSpan interval) => (_begin, _interval) = (begin, interval);
    }
}
