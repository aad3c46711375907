using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads what a spoke logged.</summary>
internal static class PushLogReader
{
    private const int IdBit = 1, TimeBit = 2, LevelBit = 4, PluginBit = 8, MessageBit = 16;

    private static readonly (string Word, LogLevel Level)[] Levels =
        [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None).Select(level => (JsonNamingPolicy.KebabCaseLower.ConvertName(level.ToString()), level))];

    /// <summary>Reads the list; the reader of JSON is on its begin.</summary>
    /// <exception cref="BadHttpRequestException">It is not understood.</exception>
    public static IReadOnlyList<PushLog> Read(ref PushJson json)
    {
        json.RequireList("logs");
        var logs = new List<PushLog>();
        json.List = "logs";
        for (json.Index = 0; json.NextUntil(JsonTokenType.EndArray); json.Index++)
        {
            if (json.Index >= PushRules.MaxLogs)
            {
                json.List = null;
                throw json.Wrong("logs", $"has more than {PushRules.MaxLogs} entries");
            }

            logs.Add(ReadOne(ref json));
        }

        json.List = null;
        return logs;
    }

    private static PushLog ReadOne(ref PushJson json)
    {
        var seen = 0;
        var log = new PushLog(0, default, LogLevel.Information, null, "");
        json.RequireObject("");
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("id"u8))
            {
                log = json.Begin(ref seen, IdBit, "id") ? log with { Id = json.Whole("id", 1) } : log;
            }
            else if (json.Is("time"u8))
            {
                log = json.Begin(ref seen, TimeBit, "time") ? log with { Time = json.Time("time") } : log;
            }
            else if (json.Is("level"u8))
            {
                log = json.Begin(ref seen, LevelBit, "level") ? log with { Level = Level(ref json) } : log;
            }
            else if (json.Is("plugin"u8))
            {
                log = json.Begin(ref seen, PluginBit, "plugin") ? log with { Plugin = Plugin(ref json) } : log;
            }
            else if (json.Is("message"u8))
            {
                log = json.Begin(ref seen, MessageBit, "message") ? log with { Message = Message(ref json) } : log;
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireAll(seen, (IdBit, "id"), (TimeBit, "time"), (LevelBit, "level"), (MessageBit, "message"));
        return log;
    }

    private static LogLevel Level(ref PushJson json)
    {
        var word = json.Text("level");
        foreach (var known in Levels)
        {
            if (known.Word == word)
            {
                return known.Level;
            }
        }

        throw json.NotAccepted("level", string.Join(", ", Levels.Select(known => known.Word)));
    }

    private static string Plugin(ref PushJson json) =>
        NameTable.Checked(json.Text("plugin")) ?? throw json.NotAccepted("plugin", $"1 to {PushRules.MaxName} characters without control characters");

    private static string Message(ref PushJson json) => LogLine.Of(json.Text("message"), PushRules.LongestLog);
}
