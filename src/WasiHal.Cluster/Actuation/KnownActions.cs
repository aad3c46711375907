using System.Text.Json;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Actuation;

/// <summary>
/// What the running plugins of this node can be asked to do. Each is asked once for each of its versions and instances, so that a page
/// with buttons costs no call of its plugin. Safe from any thread.
/// </summary>
internal sealed class KnownActions(
    IEnumerable<IPluginActions> hosts,
    IEnumerable<IPluginDirectory> directories,
    NodeDirectory nodes,
    NodeChanges changes,
    TimeProvider time,
    ILogger<KnownActions> logger) : TickingService(TimeSpan.FromSeconds(1), time)
{
    /// <summary>Actions of each plugin that are kept.</summary>
    public const int OfAPlugin = 16;

    /// <summary>Actions of all plugins that are kept.</summary>
    public const int Most = 64;

    /// <summary>Characters of a title that are kept.</summary>
    public const int TitleLength = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Dictionary<string, (string Life, SnapshotAction[] Actions)> _known = new(StringComparer.Ordinal);

    /// <summary>The actions, ordered by plugin.</summary>
    public IReadOnlyList<SnapshotAction> Current =>
        [.. Volatile.Read(ref _known).OrderBy(plugin => plugin.Key, StringComparer.Ordinal).SelectMany(plugin => plugin.Value.Actions).Take(Most)];

    protected override void Tell(Exception fault) => Log.ActionsFailed(logger, fault);

    protected override async Task TickAsync(CancellationToken stopping)
    {
        var before = _known;
        var now = new Dictionary<string, (string Life, SnapshotAction[] Actions)>(StringComparer.Ordinal);
        foreach (var plugin in directories.SelectMany(directory => directory.Plugins).Where(plugin => plugin.State == PluginState.Running && plugin.Kinds.Contains(PluginKind.Actions)))
        {
            var life = $"{plugin.Version} {plugin.Restarts}";
            now[plugin.Id] = before.TryGetValue(plugin.Id, out var known) && known.Life == life
                ? known
                : (life, await AskAsync(plugin.Id, stopping).ConfigureAwait(false));
        }

        if (now.Count != before.Count || now.Any(plugin => !before.TryGetValue(plugin.Key, out var known) || known.Life != plugin.Value.Life))
        {
            Volatile.Write(ref _known, now);
            changes.Add();
        }
    }

    private async Task<SnapshotAction[]> AskAsync(string plugin, CancellationToken cancellationToken)
    {
        if (hosts.LastOrDefault() is not { } host)
        {
            return [];
        }

        try
        {
            var actions = await host.ListActionsAsync(plugin, cancellationToken).AsTask().WaitAsync(Patience, Time, cancellationToken).ConfigureAwait(false);
            return [.. actions.Take(OfAPlugin).Select(action => new SnapshotAction(nodes.Own, plugin, action.Name, TitleOf(action), NeedsArguments(action.ArgumentsSchema)))];
        }
        catch (Exception failure) when (failure is PluginFailedException or KeyNotFoundException or TimeoutException)
        {
            // Failures of the plugin are counted and told by its host.
            return [];
        }
    }

    private static string TitleOf(PluginAction action)
    {
        var title = LogLine.Of(action.Title.Length <= TitleLength ? action.Title : action.Title[..TitleLength] + "…");
        return string.IsNullOrWhiteSpace(title) ? action.Name : title;
    }

    private static bool NeedsArguments(string schema)
    {
        if (schema.Length == 0)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(schema);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("required", out var required)
                && required is { ValueKind: JsonValueKind.Array }
                && required.GetArrayLength() > 0;
        }
        catch (JsonException)
        {
            // Nobody can say what it takes.
            return true;
        }
    }
}
