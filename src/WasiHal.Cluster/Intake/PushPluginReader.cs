using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads what a spoke says about its plugins.</summary>
internal static class PushPluginReader
{
    private const int IdBit = 1, StateBit = 2, SensorBit = 4, ExpectedBit = 8, ErrorBit = 16, ReportBit = 32;

    private static readonly (string Word, PluginState State)[] States =
        [.. Enum.GetValues<PluginState>().Select(state => (JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()), state))];

    /// <summary>Reads the list; the reader of JSON is on its begin.</summary>
    /// <exception cref="BadHttpRequestException">It is not understood.</exception>
    public static IReadOnlyList<PushPlugin> Read(ref PushJson json)
    {
        json.RequireList("plugins");
        var plugins = new List<PushPlugin>();
        var room = PushPluginReport.MaxPermissionText;
        json.List = "plugins";
        for (json.Index = 0; json.NextUntil(JsonTokenType.EndArray); json.Index++)
        {
            if (json.Index >= PushRules.MaxPlugins)
            {
                json.List = null;
                throw json.Wrong("plugins", $"has more than {PushRules.MaxPlugins} plugins");
            }

            plugins.Add(ReadOne(ref json, ref room));
        }

        json.List = null;
        return plugins;
    }

    private static PushPlugin ReadOne(ref PushJson json, ref int room)
    {
        var seen = 0;
        var plugin = new PushPlugin("", PluginState.Loading, false, null, null);
        json.RequireObject("");
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("id"u8))
            {
                plugin = json.Begin(ref seen, IdBit, "id") ? plugin with { Id = Id(ref json) } : plugin;
            }
            else if (json.Is("state"u8))
            {
                plugin = json.Begin(ref seen, StateBit, "state") ? plugin with { State = State(ref json) } : plugin;
            }
            else if (json.Is("isSensor"u8))
            {
                plugin = json.Begin(ref seen, SensorBit, "isSensor") ? plugin with { IsSensor = json.Flag("isSensor") } : plugin;
            }
            else if (json.Is("expectedEverySeconds"u8))
            {
                plugin = json.Begin(ref seen, ExpectedBit, "expectedEverySeconds")
                    ? plugin with { ExpectedEverySeconds = Math.Min(PushStatusReader.Seconds(ref json, "expectedEverySeconds"), PushRules.LongestExpectation.TotalSeconds) }
                    : plugin;
            }
            else if (json.Is("lastError"u8))
            {
                plugin = json.Begin(ref seen, ErrorBit, "lastError") ? plugin with { LastError = Error(ref json) } : plugin;
            }
            else if (json.Is("report"u8))
            {
                plugin = json.Begin(ref seen, ReportBit, "report") ? plugin with { Report = Report(ref json, ref room) } : plugin;
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireAll(seen, (IdBit, "id"), (StateBit, "state"), (SensorBit, "isSensor"));
        return plugin;
    }

    private static string Id(ref PushJson json) =>
        NameTable.Checked(json.Text("id")) ?? throw json.NotAccepted("id", $"1 to {PushRules.MaxName} characters without control characters");

    private static PluginState State(ref PushJson json)
    {
        var word = json.Text("state");
        foreach (var known in States)
        {
            if (known.Word == word)
            {
                return known.State;
            }
        }

        throw json.NotAccepted("state", string.Join(", ", States.Select(known => known.Word)));
    }

    private static PushPluginReport Report(ref PushJson json, ref int room)
    {
        var reader = new PushPluginReportReader(room);
        var report = reader.Read(ref json);
        room = reader.Room;
        return report;
    }

    private static string Error(ref PushJson json) => LogLine.Of(json.Text("lastError"), PushRules.MaxError);
}
