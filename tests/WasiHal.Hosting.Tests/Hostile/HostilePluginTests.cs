using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>Whatever a Python plugin does: the others go on, the operator is told once and truly, and nothing is left of it.</summary>
[Collection(GuestCollection.Name)]
public sealed class HostilePluginTests(GuestWorkshop workshop)
{
    private const int LongestMessage = 600;
    private const int LongestDetail = 17 << 10;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Deeds { get; } = ToData(from one in HostileCase.All.Values from at in one.At orderby one.Name select (one.Name, at));

    public static TheoryData<string> Endless { get; } = [.. from one in HostileCase.All.Values where one.IsEndless orderby one.Name select one.Name];

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task Deed_Done_HarmsNobodyElseAndIsToldOnce(string name, string at)
    {
        var one = HostileCase.All[name];
        var id = one.PluginId;
        var saidBefore = workshop.Logs.Count;
        await using var stage = await HostileStage.OpenAsync(workshop);
        stage.Put(stage.DefineGood(id));
        await stage.PassTimeUntilAsync(() => stage.CountOf(id) >= 1, "the good version reports");

        stage.Put(Define(stage, one, at, HostileCase.ShortDeadline));
        var call = CallAsync(stage, one, at);
        await stage.NeighbourGoesOnAsync(2);
        await stage.PassTimeUntilAsync(() => stage.Faults(id).Length > 0 || IsFine(stage, id), "the deed is done");
        var message = await call;
        var readings = stage.CountOf(id);
        await stage.NeighbourGoesOnAsync(3);

        AssertEnd(stage, one, at, message);
        AssertTold(stage, id, [.. workshop.Logs.GetSnapshot().Skip(saidBefore)]);
        if (stage.Faults(id) is [{ Id.Id: HostileStage.Failed or HostileStage.Lost }] && at is "poll" or "entry")
        {
            Assert.Equal(readings, stage.CountOf(id));
        }

        await stage.RemoveAsync();
    }

    /// <summary>The same calls with so much time that nothing but the removal ends them.</summary>
    [Theory]
    [MemberData(nameof(Endless))]
    public async Task EndlessCall_OthersKeepTheirScheduleMeanwhile_AndRemovalEndsIt(string name)
    {
        var one = HostileCase.All[name];
        var id = one.PluginId;
        await using var stage = await HostileStage.OpenAsync(workshop);
        stage.Put(Define(stage, one, "poll", Longest));
        await stage.PassTimeUntilAsync(() => stage.Status(id) is { Polls: 1 }, "the call begins");

        await stage.NeighbourGoesOnAsync(5);

        var status = stage.Status(id)!;
        Assert.Equal((1, 0, PluginState.Running), (status.Polls, status.Failures, status.State));
        await stage.RemoveAsync();
        await stage.NeighbourGoesOnAsync(1);
        Assert.Empty(stage.Faults(id));
    }

    private static PluginDefinition Define(HostileStage stage, HostileCase one, string at, TimeSpan deadline)
    {
        var callDeadline = one.ExpectsDeadline ? deadline : Longest;
        var loadDeadline = one.ExpectsDeadline && at is "load" or "entry" ? deadline : Longest;
        var entry = at is "poll" or "load" ? at : "kinds";
        return at == "entry"
            ? stage.Define(one.PluginId, callDeadline, loadDeadline, ("app.py", one.Source))
            : stage.Define(one.PluginId, callDeadline, loadDeadline, ("app.py", HostileCase.Entry(entry)), ("deed.py", one.Source));
    }

    /// <summary>Asks for what is not done on a schedule. Answers how that failed; null when it did not, or was not asked for.</summary>
    private static async Task<string?> CallAsync(HostileStage stage, HostileCase one, string at)
    {
        if (at is "poll" or "load" or "entry")
        {
            return null;
        }

        await HostileStage.UntilAsync(() => stage.Status(one.PluginId)!.Kinds.Contains(PluginKind.Actions), "the hostile version runs");
        try
        {
            await (at switch
            {
                "render" => stage.Host.RenderAsync(one.PluginId, "{}", CancellationToken.None).AsTask(),
                "update" => stage.Host.UpdateAsync(one.PluginId, "{}", CancellationToken.None).AsTask(),
                "list" => stage.Host.ListActionsAsync(one.PluginId, CancellationToken.None).AsTask(),
                _ => (Task)stage.Host.InvokeAsync(one.PluginId, "act", "{}", CancellationToken.None).AsTask(),
            });
            return null;
        }
        catch (PluginFailedException failure)
        {
            return failure.Message;
        }
    }

    private static bool IsFine(HostileStage stage, string id) =>
        stage.Status(id) is { Failures: 0, State: PluginState.Running } status && (status.Kinds.Contains(PluginKind.Actions) || stage.PollsOfNewVersion(id) >= 3);

    private static void AssertEnd(HostileStage stage, HostileCase one, string at, string? message)
    {
        var status = stage.Status(one.PluginId)!;
        var fault = stage.Faults(one.PluginId).FirstOrDefault();
        var end = fault?.Id.Id switch { null => "fine", HostileStage.Failed => "failed", HostileStage.Lost => "lost", _ => "refused" };
        var told = fault?.GetStructuredStateValue("Reason");

        // A version that does not load was lost or failed while it loaded; the good one goes on.
        var right = at == "load" ? one.Ends.Select(each => each == "fine" ? each : "refused") : one.Ends;
        Assert.True(right.Contains(end), $"ended {end}: {told}");

        // One that does as chance has it may be failing for the first time at this very moment.
        var isCertain = one.Ends.Length == 1;
        Assert.True(!isCertain || (end == "fine") == (status.Failures == 0), $"{status.Failures} failures, ended {end}");
        if (told is not null)
        {
            Assert.Matches(one.Pattern("app.py"), told);
        }

        // Plugins that do as chance has it may have succeeded since.
        if (isCertain && stage.Recoveries(one.PluginId) == 0)
        {
            Assert.Equal(end == "fine", status.LastError is null);
            if (status.LastError is { } error)
            {
                Assert.Matches(one.Pattern("app.py"), error.Message);
            }
        }

        if (message is not null)
        {
            Assert.Equal(told, message);
        }

        if (end != "lost")
        {
            Assert.Equal(PluginState.Running, status.State);
        }
    }

    private static void AssertTold(HostileStage stage, string id, IReadOnlyList<FakeLogRecord> since)
    {
        // One line for the first failure of a row; a success in between begins another row.
        Assert.InRange(stage.Faults(id).Length, 0, stage.Recoveries(id) + 1);
        Assert.InRange(stage.ToldAbout(id).Count(record => record.Id.Id == HostileStage.Parked), 0, 1);
        foreach (var record in stage.ToldAbout(id))
        {
            var lines = record.Message.Split('\n', 2);
            Assert.Contains(id, lines[0], StringComparison.Ordinal);
            Assert.InRange(lines[0].Length, 1, LongestMessage + (2 * id.Length));
            Assert.DoesNotContain(lines[0], Misleads);
            Assert.InRange(record.Message.Length, 1, LongestDetail);
            Assert.DoesNotContain(record.Message, character => character is not '\n' and not '\t' && Misleads(character));
        }

        // What the plugin itself said.
        var said = since.Where(record => record.GetStructuredStateValue("PluginId") == id).ToArray();
        Assert.All(said, record => Assert.DoesNotContain(record.Message, character => character is not '\n' and not '\t' && Misleads(character)));
        Assert.InRange(said.Count(record => record.Id.Id == HostileStage.HeldBack), 0, (int)stage.Status(id)!.Failures + 1);
    }

    private static bool Misleads(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || character is '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029'
        || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static TheoryData<string, string> ToData(IEnumerable<(string Name, string At)> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, at) in rows)
        {
            data.Add(name, at);
        }

        return data;
    }
}
