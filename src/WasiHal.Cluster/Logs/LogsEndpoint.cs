using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Logs;

/// <summary><c>GET /api/logs</c>.</summary>
internal sealed class LogsEndpoint(LogRing ring)
{
    private static readonly LogLevel[] Levels = [LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error, LogLevel.Critical];

    public Task AnswerAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node", "plugin", "level", "after");
        var node = RequestQuery.Text(context, "node");
        var plugin = RequestQuery.Text(context, "plugin");
        var level = Level(RequestQuery.Text(context, "level"));
        var entries = ring.After(After(RequestQuery.Text(context, "after")))
            .Where(entry => entry.Level >= level && (node is null || entry.Node == node) && (plugin is null || entry.Plugin == plugin));
        return JsonAnswer.WriteAsync(context, new([.. entries]), NodeJson.Default.LogsDocument);
    }

    private static LogLevel Level(string? text)
    {
        if (text is null)
        {
            return LogLevel.Trace;
        }

        foreach (var level in Levels)
        {
            if (Enum.GetName(level)!.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        throw RequestQuery.Wrong("level", text, "trace, debug, information, warning, error or critical");
    }

    private static long After(string? text) =>
        text is null ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : throw RequestQuery.Wrong("after", text, "the id of an entry, a whole number from 0");
}
