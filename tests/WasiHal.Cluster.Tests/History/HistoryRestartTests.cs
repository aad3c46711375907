using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.History;

/// <summary>What a hub knew before its last start.</summary>
public sealed class HistoryRestartTests : IDisposable
{
    private readonly TestFolder _data = new();

    [Fact]
    public async Task Start_AfterAStop_ShowsReadingsHistoryAndNodes()
    {
        var (first, _) = await TestNode.StartAsync(data: _data);
        var now = first.Time.GetUtcNow();
        await PublishAsync(first, TestReadings.Number(20.5, now.AddMinutes(-10)), TestReadings.Number(21.5, now), TestReadings.Flag(true, now), TestReadings.Text("well", now));
        await first.DisposeAsync();

        var (second, client) = await TestNode.StartAsync(data: _data);
        await using var __ = second;

        Assert.Equal([ReadingValue.FromFlag(true), ReadingValue.FromText("well"), ReadingValue.FromNumber(21.5)], second.Readings.Current.Readings.OrderBy(reading => reading.Measurement.Quantity, StringComparer.Ordinal).Select(reading => reading.Measurement.Value));
        Assert.All(second.Readings.Current.Readings, reading => Assert.Equal((now, TimeSpan.FromSeconds(15), "hub"), (reading.Time, reading.ExpectedEvery, reading.Node)));
        Assert.True(second.Services.GetRequiredService<RecentHistory>().TryGet(TestReadings.Series(), out var unit, out var points));
        Assert.Equal(("Cel", 2), (unit, points.Sum(point => point.Count)));
        using var history = JsonDocument.Parse(await client.GetStringAsync("/api/history?plugin=dht22&sensor=room&quantity=temperature", TestContext.Current.CancellationToken));
        Assert.Equal(2, history.RootElement.GetProperty("points").GetArrayLength());
        Assert.Equal(4, Assert.Single(second.Services.GetRequiredService<IBatchLedger>().Nodes).AppliedOfAll);
    }

    [Fact]
    public async Task Start_AfterReadingsWerePutAway_ShowsThemToo()
    {
        var (first, _) = await TestNode.StartAsync(data: _data);
        await PublishAsync(first, TestReadings.Number(20.5, first.Time.GetUtcNow()));
        await first.Services.GetRequiredService<Compaction>().RunAsync(isForced: true, TestContext.Current.CancellationToken);
        await first.DisposeAsync();

        var (second, _) = await TestNode.StartAsync(data: _data);
        await using var __ = second;

        Assert.Single(second.Readings.Current.Readings);
        Assert.True(second.Services.GetRequiredService<RecentHistory>().TryGet(TestReadings.Series(), out var _, out var points));
        Assert.Equal([20.5], points.Select(point => point.Value));
    }

    [Fact]
    public async Task Start_SecondOnOneFolder_FailsAndNamesTheFile()
    {
        var (first, _) = await TestNode.StartAsync(data: _data);
        await using var __ = first;

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => TestNode.StartAsync(data: _data));

        Assert.Contains(_data.Sub(HubSchema.FileName), failure.Message, StringComparison.Ordinal);
        Assert.Contains("another process uses", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_IsRefusedAndStaysAsItIs()
    {
        await using (var node = (await TestNode.StartAsync(data: _data)).Node)
        {
            await PublishAsync(node, TestReadings.Number(1, node.Time.GetUtcNow()));
        }

        using (var connection = new SqliteConnection($"Data Source={_data.Sub(HubSchema.FileName)};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        var before = await File.ReadAllBytesAsync(_data.Sub(HubSchema.FileName), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => TestNode.StartAsync(data: _data));

        Assert.Contains("made by a newer version", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_data.Sub(HubSchema.FileName), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Health_DatabaseCannotBeUsed_IsDegradedAndTheHubServes()
    {
        await File.WriteAllTextAsync(_data.Sub("file"), "", TestContext.Current.CancellationToken);
        var (node, client) = await TestNode.StartAsync(settings: [new("data:directory", _data.Sub("file/below"))]);
        await using var _ = node;

        var health = await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken);
        var history = await client.GetAsync(new Uri("/api/history?plugin=a&sensor=b&quantity=c", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("""{"name":"history","status":"degraded","description":"The history cannot be used""", health, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, history.StatusCode);
    }

    public void Dispose() => _data.Dispose();

    private static async Task PublishAsync(TestNode node, params Reading[] readings)
    {
        await node.Services.GetRequiredService<ReadingFanOut>().PublishAsync(readings, TestContext.Current.CancellationToken);
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<OwnReadings>().Waiting == 0);
    }
}
