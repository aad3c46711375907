using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads what a spoke says about itself.</summary>
internal static class PushStatusReader
{
    private const int SenderBit = 1, KeptFromBit = 2, SentBit = 4, HalBit = 8, VersionBit = 16, TakenBit = 32, BatchesBit = 64, ReadingsBit = 128, LostBit = 256, DiskBit = 512, UptimeBit = 1024, PluginsBit = 2048, LogsBit = 4096;

    /// <summary>Reads it; the reader of JSON is on its begin.</summary>
    /// <exception cref="BadHttpRequestException">It is not understood.</exception>
    public static PushStatus Read(ref PushJson json)
    {
        json.RequireObject("status");
        json.Outer = "status.";
        var seen = 0;
        var status = new PushStatus("", 0, default, null, null, 0, 0, 0, 0, null, null, null);
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("sender"u8))
            {
                status = json.Begin(ref seen, SenderBit, "sender") ? status with { Sender = PushReader.Incarnation(ref json, "sender") } : status;
            }
            else if (json.Is("keptFrom"u8))
            {
                status = json.Begin(ref seen, KeptFromBit, "keptFrom") ? status with { KeptFrom = json.Whole("keptFrom", 0) } : status;
            }
            else if (json.Is("sent"u8))
            {
                status = json.Begin(ref seen, SentBit, "sent") ? status with { Sent = json.Time("sent") } : status;
            }
            else if (json.Is("hal"u8))
            {
                status = json.Begin(ref seen, HalBit, "hal") ? status with { Hal = Word(ref json, "hal") } : status;
            }
            else if (json.Is("version"u8))
            {
                status = json.Begin(ref seen, VersionBit, "version") ? status with { Version = Word(ref json, "version") } : status;
            }
            else if (json.Is("taken"u8))
            {
                status = json.Begin(ref seen, TakenBit, "taken") ? status with { Taken = json.Whole("taken", 0) } : status;
            }
            else if (json.Is("waitingBatches"u8))
            {
                status = json.Begin(ref seen, BatchesBit, "waitingBatches") ? status with { WaitingBatches = json.Whole("waitingBatches", 0) } : status;
            }
            else if (json.Is("waitingReadings"u8))
            {
                status = json.Begin(ref seen, ReadingsBit, "waitingReadings") ? status with { WaitingReadings = json.Whole("waitingReadings", 0) } : status;
            }
            else if (json.Is("lost"u8))
            {
                status = json.Begin(ref seen, LostBit, "lost") ? status with { Lost = json.Whole("lost", 0) } : status;
            }
            else if (json.Is("diskWrittenBytes"u8))
            {
                status = json.Begin(ref seen, DiskBit, "diskWrittenBytes") ? status with { DiskWrittenBytes = json.Whole("diskWrittenBytes", 0) } : status;
            }
            else if (json.Is("uptimeSeconds"u8))
            {
                status = json.Begin(ref seen, UptimeBit, "uptimeSeconds") ? status with { UptimeSeconds = Seconds(ref json, "uptimeSeconds") } : status;
            }
            else if (json.Is("plugins"u8))
            {
                status = json.Begin(ref seen, PluginsBit, "plugins") ? status with { Plugins = PushPluginReader.Read(ref json) } : status;
            }
            else if (json.Is("logs"u8))
            {
                status = json.Begin(ref seen, LogsBit, "logs") ? status with { Logs = PushLogReader.Read(ref json) } : status;
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireAll(
            seen,
            (SenderBit, "sender"),
            (KeptFromBit, "keptFrom"),
            (SentBit, "sent"),
            (TakenBit, "taken"),
            (BatchesBit, "waitingBatches"),
            (ReadingsBit, "waitingReadings"),
            (LostBit, "lost"));
        json.Outer = "";
        return status;
    }

    /// <summary>A length of time.</summary>
    public static double Seconds(ref PushJson json, string name) =>
        json.Number(name) is var seconds && seconds is >= 0 and <= PushRules.MaxWhole ? seconds : throw json.NotAccepted(name, "seconds from 0 on");

    private static string? Word(ref PushJson json, string name)
    {
        var line = LogLine.Of(json.Text(name));
        return line.Length is > 0 and <= PushRules.MaxName ? line : throw json.NotAccepted(name, $"1 to {PushRules.MaxName} characters");
    }
}
