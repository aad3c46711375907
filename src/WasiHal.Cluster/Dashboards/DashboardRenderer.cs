using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Snapshots;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// Has the dashboard plugin draw the page, and keeps what it drew. One drawing at a time, for all who ask. Safe from any thread.
/// </summary>
internal sealed class DashboardRenderer(
    IEnumerable<IPluginViews> views,
    IEnumerable<IPluginDirectory> directories,
    SnapshotBuilder snapshots,
    IOptions<DashboardOptions> options,
    LiveEvents live,
    TimeProvider time,
    ILogger<DashboardRenderer> logger)
{
    /// <summary>How long a drawing is waited for. A plugin's own deadline is shorter; calls of others may come before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private DashboardDocument _current = new(null, null, null, null, "Nothing was drawn yet.");
    private string? _wholePage;
    private Task<DashboardDocument>? _drawing;
    private Task? _late;
    private string? _told;

    /// <summary>What was drawn last.</summary>
    public DashboardDocument Current => Volatile.Read(ref _current);

    /// <summary>The whole page that was drawn last, as the plugin wrote it: nobody has checked it. Null when the last drawing was none.</summary>
    public string? WholePage => Volatile.Read(ref _wholePage);

    /// <summary>Draws anew, or waits for the drawing that goes on. Never fails: what went wrong is in the answer.</summary>
    public Task<DashboardDocument> DrawAsync()
    {
        lock (_gate)
        {
            return _drawing is { IsCompleted: false } ? _drawing : _drawing = Task.Run(DrawOnceAsync);
        }
    }

    private async Task<DashboardDocument> DrawOnceAsync()
    {
        var before = Current;
        var choice = DashboardChoice.Of(options.Value.Dashboard, before.Plugin, [.. directories.SelectMany(directory => directory.Plugins)]);
        var (drawn, problem) = choice is { Plugin: { } plugin, Problem: null } ? await AskAsync(plugin).ConfigureAwait(false) : (null, choice.Problem);

        // What was drawn before stays, with its time and with the reason why there is nothing newer.
        var last = before.Plugin == choice.Plugin ? before : new(choice.Plugin, null, null, null, null);
        var now = drawn is null ? last with { Problem = problem } : drawn with { Time = time.GetUtcNow() };
        Volatile.Write(ref _current, now);
        if (now with { Time = null } != before with { Time = null })
        {
            live.Publish("dashboard", now, RelaxedJson.Default.DashboardDocument, replaces: true);
        }

        return now;
    }

    private async Task<(DashboardDocument? Drawn, string? Problem)> AskAsync(string plugin)
    {
        if (views.LastOrDefault() is not { } host)
        {
            return (null, "This program shows plugins and cannot call them.");
        }

        if (_late is { IsCompleted: false })
        {
            return (null, $"Plugin {plugin} has not drawn the page within {Patience.TotalSeconds} s.");
        }

        try
        {
            var call = host.RenderAsync(plugin, snapshots.Build(), CancellationToken.None).AsTask();
            _late = call;
            var html = await call.WaitAsync(Patience, time).ConfigureAwait(false);
            if (DashboardHtml.IsWholePage(html))
            {
                Volatile.Write(ref _wholePage, html);
                return (new(plugin, null, WholePageEndpoint.AddressOf(html), null, null), null);
            }

            var clean = MarkupSanitizer.Clean(html);
            Tell(plugin, clean);
            Volatile.Write(ref _wholePage, null);
            return (new(plugin, clean.Html, null, null, null), null);
        }
        catch (TimeoutException)
        {
            return (null, $"Plugin {plugin} has not drawn the page within {Patience.TotalSeconds} s.");
        }
        catch (Exception failure) when (failure is PluginFailedException or MarkupException or KeyNotFoundException)
        {
            // Failures of the plugin are counted and told by its host.
            return (null, failure is KeyNotFoundException ? $"Plugin {plugin} is gone." : $"Plugin {plugin} failed: {failure.Message}");
        }
    }

    private void Tell(string plugin, CleanMarkup clean)
    {
        var leftOut = string.Join(", ", clean.LeftOut);
        if (leftOut.Length > 0 && _told != leftOut)
        {
            Log.MarkupLeftOut(logger, plugin, leftOut);
        }

        _told = leftOut;
    }
}
