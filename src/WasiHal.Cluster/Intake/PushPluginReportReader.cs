using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads how a plugin of a spoke does. It is for the page and for measures, so what is too long of it is cut, not refused.</summary>
/// <param name="room">Characters of permissions that may still be kept of this push.</param>
internal ref struct PushPluginReportReader(int room)
{
    private const int
        KindsBit = 1, VersionBit = 2, IntervalBit = 4, SlowedBit = 8, PollsBit = 16, EndedBit = 32, FailedPollsBit = 64, FailuresBit = 128,
        RestartsBit = 256, DeniedBit = 512, CpuBit = 1024, LastPollBit = 2048, MemoryBit = 4096, ErrorTimeBit = 8192, NextStartBit = 16384, PermissionsBit = 32768;

    private static readonly (string Word, PluginKind Kind)[] Kinds =
        [.. Enum.GetValues<PluginKind>().Select(kind => (JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), kind))];

    private int _room = room;

    /// <summary>Reads it; the reader of JSON is on its begin.</summary>
    /// <exception cref="BadHttpRequestException">It is not understood.</exception>
    public PushPluginReport Read(ref PushJson json)
    {
        json.RequireObject("report");
        var seen = 0;
        var report = new PushPluginReport([], null, null, false, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, null);
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            report =
                json.Is("kinds"u8) ? json.Begin(ref seen, KindsBit, "report.kinds") ? report with { Kinds = KindsOf(ref json) } : report
                : json.Is("version"u8) ? json.Begin(ref seen, VersionBit, "report.version") ? report with { Version = Line(ref json, "report.version") } : report
                : json.Is("pollIntervalSeconds"u8) ? json.Begin(ref seen, IntervalBit, "report.pollIntervalSeconds") ? report with { PollIntervalSeconds = Interval(ref json) } : report
                : json.Is("slowed"u8) ? json.Begin(ref seen, SlowedBit, "report.slowed") ? report with { Slowed = json.Flag("report.slowed") } : report
                : json.Is("polls"u8) ? json.Begin(ref seen, PollsBit, "report.polls") ? report with { Polls = json.Whole("report.polls", 0) } : report
                : json.Is("endedPolls"u8) ? json.Begin(ref seen, EndedBit, "report.endedPolls") ? report with { EndedPolls = json.Whole("report.endedPolls", 0) } : report
                : json.Is("failedPolls"u8) ? json.Begin(ref seen, FailedPollsBit, "report.failedPolls") ? report with { FailedPolls = json.Whole("report.failedPolls", 0) } : report
                : json.Is("failures"u8) ? json.Begin(ref seen, FailuresBit, "report.failures") ? report with { Failures = json.Whole("report.failures", 0) } : report
                : json.Is("restarts"u8) ? json.Begin(ref seen, RestartsBit, "report.restarts") ? report with { Restarts = json.Whole("report.restarts", 0) } : report
                : json.Is("deniedCalls"u8) ? json.Begin(ref seen, DeniedBit, "report.deniedCalls") ? report with { DeniedCalls = json.Whole("report.deniedCalls", 0) } : report
                : json.Is("cpuSeconds"u8) ? json.Begin(ref seen, CpuBit, "report.cpuSeconds") ? report with { CpuSeconds = PushStatusReader.Seconds(ref json, "report.cpuSeconds") } : report
                : json.Is("lastPollMilliseconds"u8) ? json.Begin(ref seen, LastPollBit, "report.lastPollMilliseconds") ? report with { LastPollMilliseconds = Milliseconds(ref json) } : report
                : json.Is("memoryBytes"u8) ? json.Begin(ref seen, MemoryBit, "report.memoryBytes") ? report with { MemoryBytes = json.Whole("report.memoryBytes", 0) } : report
                : json.Is("lastErrorTime"u8) ? json.Begin(ref seen, ErrorTimeBit, "report.lastErrorTime") ? report with { LastErrorTime = json.Time("report.lastErrorTime") } : report
                : json.Is("nextStart"u8) ? json.Begin(ref seen, NextStartBit, "report.nextStart") ? report with { NextStart = json.Time("report.nextStart") } : report
                : json.Is("permissions"u8) ? json.Begin(ref seen, PermissionsBit, "report.permissions") ? report with { Permissions = Permissions(ref json) } : report
                : Unknown(ref json, report);
        }

        json.RequireAll(
            seen,
            (KindsBit, "report.kinds"),
            (PollsBit, "report.polls"),
            (EndedBit, "report.endedPolls"),
            (FailedPollsBit, "report.failedPolls"),
            (FailuresBit, "report.failures"),
            (RestartsBit, "report.restarts"),
            (DeniedBit, "report.deniedCalls"),
            (CpuBit, "report.cpuSeconds"));
        return report with { FailedPolls = Math.Min(report.FailedPolls, report.EndedPolls) };
    }

    /// <summary>Characters that may still be kept.</summary>
    public readonly int Room => _room;

    private static PushPluginReport Unknown(ref PushJson json, PushPluginReport report)
    {
        json.Skip();
        return report;
    }

    private static List<PluginKind> KindsOf(ref PushJson json)
    {
        json.RequireList("report.kinds");
        var kinds = new List<PluginKind>();
        while (json.NextUntil(JsonTokenType.EndArray))
        {
            // One of a later version says nothing here.
            var word = json.Text("report.kinds");
            foreach (var (known, kind) in Kinds)
            {
                if (known == word && !kinds.Contains(kind))
                {
                    kinds.Add(kind);
                }
            }
        }

        return kinds;
    }

    private PluginPermissions? Permissions(ref PushJson json)
    {
        json.RequireObject("report.permissions");
        IReadOnlyList<string> asked = [], granted = [];
        IReadOnlyList<RefusedCall> refused = [];
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("asked"u8))
            {
                json.Next();
                asked = Lines(ref json, "report.permissions.asked");
            }
            else if (json.Is("granted"u8))
            {
                json.Next();
                granted = Lines(ref json, "report.permissions.granted");
            }
            else if (json.Is("refused"u8))
            {
                json.Next();
                refused = Refused(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        var permissions = new PluginPermissions(asked, granted, refused);
        _room -= PushPluginReport.TextOf(permissions);
        return _room >= 0 ? permissions : null;
    }

    private static List<string> Lines(ref PushJson json, string name)
    {
        json.RequireList(name);
        var lines = new List<string>();
        while (json.NextUntil(JsonTokenType.EndArray))
        {
            var line = Line(ref json, name);
            if (lines.Count < PushPluginReport.MaxPermissions)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static List<RefusedCall> Refused(ref PushJson json)
    {
        const string Name = "report.permissions.refused";
        json.RequireList(Name);
        var calls = new List<RefusedCall>();
        while (json.NextUntil(JsonTokenType.EndArray))
        {
            json.RequireObject(Name);
            var (what, count, key) = ("", 0L, "");
            while (json.NextUntil(JsonTokenType.EndObject))
            {
                if (json.Is("what"u8))
                {
                    json.Next();
                    what = Line(ref json, Name + ".what");
                }
                else if (json.Is("count"u8))
                {
                    json.Next();
                    count = json.Whole(Name + ".count", 0);
                }
                else if (json.Is("key"u8))
                {
                    json.Next();
                    key = Line(ref json, Name + ".key");
                }
                else
                {
                    json.Skip();
                }
            }

            if (calls.Count < PushPluginReport.MaxPermissions && what.Length > 0)
            {
                calls.Add(new(what, count, key));
            }
        }

        return calls;
    }

    private static double Interval(ref PushJson json) => Math.Min(PushStatusReader.Seconds(ref json, "report.pollIntervalSeconds"), PushRules.LongestExpectation.TotalSeconds);

    private static double Milliseconds(ref PushJson json) =>
        json.Number("report.lastPollMilliseconds") is var number && number is >= 0 and <= PushRules.MaxWhole ? number : throw json.NotAccepted("report.lastPollMilliseconds", "milliseconds from 0 on");

    private static string Line(ref PushJson json, string name)
    {
        var line = LogLine.Of(json.Text(name));
        return line.Length <= PushPluginReport.LongestPermission ? line : string.Concat(line.AsSpan(0, PushPluginReport.LongestPermission - 1), "…");
    }
}
