using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>What the hub is told of this spoke's plugins, within what a push has room for.</summary>
internal static class PluginReports
{
    /// <summary>Of the first <see cref="PushRules.MaxPlugins"/>.</summary>
    public static IReadOnlyList<PushPlugin> Of(IEnumerable<PluginStatus> plugins)
    {
        var left = PushPluginReport.MaxPermissionText;
        var reports = new List<PushPlugin>();
        foreach (var plugin in plugins.Take(PushRules.MaxPlugins))
        {
            var permissions = Cut(plugin.Permissions);
            left -= PushPluginReport.TextOf(permissions);
            reports.Add(Of(plugin, left >= 0 ? permissions : null));
        }

        return reports;
    }

    private static PushPlugin Of(PluginStatus plugin, PluginPermissions? permissions) => new(
        plugin.Id,
        plugin.State,
        plugin.Kinds.Contains(PluginKind.Sensor),
        plugin.ExpectedEvery?.Value.TotalSeconds,
        plugin.LastError is { } error ? Line(error.Message, PushRules.MaxError - 1) : null,
        new(
            plugin.Kinds,
            plugin.Version,
            plugin.PollInterval?.Value.TotalSeconds,
            plugin.IsSlowed,
            plugin.Polls,
            plugin.PollDurations.Count,
            plugin.FailedPolls,
            plugin.Failures,
            plugin.Restarts,
            plugin.DeniedCalls,
            plugin.CpuTime.TotalSeconds,
            plugin.LastPollMilliseconds,
            plugin.MemoryBytes,
            plugin.LastError?.Time,
            plugin.NextStart,
            permissions));

    private static PluginPermissions Cut(PluginPermissions permissions) => new(
        [.. permissions.Asked.Take(PushPluginReport.MaxPermissions).Select(Short)],
        [.. permissions.Granted.Take(PushPluginReport.MaxPermissions).Select(Short)],
        [.. permissions.Refused.Take(PushPluginReport.MaxPermissions).Select(call => new RefusedCall(Short(call.What), call.Count, Short(call.Key)))]);

    private static string Short(string text) => Line(text, PushPluginReport.LongestPermission - 1);

    private static string Line(string text, int longest)
    {
        var line = LogLine.Of(text);
        return line.Length <= longest ? line : line[..longest] + "…";
    }
}
