using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Snapshots;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Snapshots;

public sealed partial class SnapshotBuilderTests : IAsyncDisposable
{
    private readonly TestNode _node = new();

    private DateTimeOffset Now => _node.Time.GetUtcNow();

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Build_Always_HasTheMembersOfTheDocument()
    {
        _node.Plugins.Plugins = [FakePluginDirectory.Running("pi-monitor") with { LastError = new(Now, "failed", "Traceback") }];
        await TakeAsync(TestReadings.Number(20, Now), TestReadings.Flag(true, Now, "alarm_hot"));
        _node.Services.GetRequiredService<LogRing>().Add(LogLevel.Information, "hub", "pi-monitor", "works");

        var built = JsonNode.Parse(Build())!;
        var example = JsonNode.Parse(Example().Match(File.ReadAllText(RepositoryRoot.PathOf("docs/snapshot.md"))).Groups[1].Value)!;

        Assert.Equal(Names(example), Names(built));
        foreach (var list in new[] { "nodes", "readings", "plugins", "logs", "sensors" })
        {
            Assert.Equal(Names(example[list]![0]!), Names(built[list]![0]!));
        }

        Assert.Equal(Names(example["plugins"]![0]!["permissions"]!), Names(built["plugins"]![0]!["permissions"]!));
        Assert.Equal("""["2026-03-01T12:00:00.000Z",20]""", built["history"]!["hub/dht22/room/temperature"]![0]!.ToJsonString());
        Assert.Equal("""["2026-03-01T12:00:00.000Z",true]""", built["history"]!["hub/dht22/room/alarm_hot"]![0]!.ToJsonString());
    }

    [Fact]
    public void Build_NothingThere_IsWhole()
    {
        Assert.Matches(
            """^\{"time":"2026-03-01T12:00:00.007Z","node":"hub","nodes":\[\{"id":"hub","role":"hub","hal":"fake","state":"online","lastSeen":"2026-03-01T12:00:00.007Z","version":"0.1.0","outbox":0,"lost":0,[^]]*\],"""
            + "\"readings\":\\[\\],\"plugins\":\\[\\],\"history\":\\{\\},\"logs\":\\[.*\\],\"actions\":\\[\\],\"sensors\":\\[\\]\\}$",
            Build());
    }

    [Fact]
    public async Task Build_MoreHistoryThanThereIsRoomFor_LeavesOutTheOldest()
    {
        for (var step = 0; step < 120; step++)
        {
            await TakeAsync([.. Enumerable.Range(0, 100).Select(number => TestReadings.Number(20.123 + number, Now, $"q{number}"))]);
            _node.Time.Advance(TimeSpan.FromSeconds(30));
        }

        var json = Build();

        Assert.InRange(Encoding.UTF8.GetByteCount(json), SnapshotBuilder.MaxBytes / 3, SnapshotBuilder.MaxBytes);
        using var snapshot = JsonDocument.Parse(json);
        var points = snapshot.RootElement.GetProperty("history").GetProperty("hub/dht22/room/q0");
        Assert.InRange(points.GetArrayLength(), 10, 110);
        Assert.Equal("2026-03-01T12:59:30.000Z", points[points.GetArrayLength() - 1][0].GetString());
        Assert.True(snapshot.RootElement.GetProperty("omitted").GetProperty("historyPoints").GetInt32() > 1000);
        Assert.Equal(json, Build());
    }

    [Fact]
    public async Task Build_HostilePlugins_IsBoundedAndLeavesTheOthersTheirReadings()
    {
        var error = new PluginError(Now, new('m', 5_000), new('d', 200_000));
        _node.Plugins.Plugins = [.. Enumerable.Range(0, 200).Select(number => FakePluginDirectory.Running($"p{number:000}") with { LastError = error })];
        await TakeAsync([.. Enumerable.Range(0, 5000).Select(number => TestReadings.Text(new('"', 4000), Now, $"q{number}", "noisy"))]);
        await TakeAsync(TestReadings.Number(20, Now, plugin: "quiet"));

        var json = Build();

        Assert.InRange(Encoding.UTF8.GetByteCount(json), 1, SnapshotBuilder.MaxBytes);
        using var snapshot = JsonDocument.Parse(json);
        Assert.Contains(snapshot.RootElement.GetProperty("readings").EnumerateArray(), reading => reading.GetProperty("plugin").GetString() == "quiet");
        Assert.True(snapshot.RootElement.GetProperty("omitted").GetProperty("readings").GetInt32() > 0);
    }

    [Fact]
    public async Task Build_RoomAgain_HasAllAgain()
    {
        await TakeAsync([.. Enumerable.Range(0, 5000).Select(number => TestReadings.Number(1, Now, $"q{number}", "noisy"))]);
        Assert.Contains("omitted", Build(), StringComparison.Ordinal);

        _node.Readings.Current = new(Now, [TestReadings.Number(20, Now)]);
        _node.Time.Advance(TimeSpan.FromHours(2));

        var json = "";
        for (var times = 0; times < SnapshotBounds.Levels.Length; times++)
        {
            json = Build();
        }

        Assert.DoesNotContain("omitted", json, StringComparison.Ordinal);
    }

    private string Build() => _node.Services.GetRequiredService<SnapshotBuilder>().Build();

    private async Task TakeAsync(params Reading[] readings) =>
        await _node.Services.GetRequiredService<ReadingFanOut>().PublishAsync(readings, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
