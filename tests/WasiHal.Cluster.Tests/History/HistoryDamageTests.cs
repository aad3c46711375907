using Microsoft.Data.Sqlite;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Durable;
using WasiHal.Hosting.Tests;

namespace WasiHal.Cluster.Tests.History;

/// <summary>D7: whatever becomes of the files, no wrong number comes out of them, and what is missing was told.</summary>
public sealed class HistoryDamageTests : IDisposable
{
    private const string One = "0123456789abcdef-1-aaaaaaaa";

    private readonly TestFolder _original = new();
    private readonly List<Reading> _model = [];

    [Fact]
    public async Task AnyDamage_OfDatabaseOrLog_GivesNoWrongNumber()
    {
        var (database, log, now) = await FillAsync();
        var seen = (Whole: 0, Part: 0, Nothing: 0);

        for (var run = 0; run < FuzzRuns.Of(60); run++)
        {
            var random = FuzzRuns.RandomFor(run);
            using var folder = new TestFolder();
            await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName), random.Next(3) < 2 ? Damage(database, random) : database, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName + "-wal"), random.Next(3) < 2 ? Damage(log, random) : log, TestContext.Current.CancellationToken);

            var found = await LookAsync(folder, now, run);
            seen = found == _model.Count ? seen with { Whole = seen.Whole + 1 } : found > 0 ? seen with { Part = seen.Part + 1 } : seen with { Nothing = seen.Nothing + 1 };
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Whole} times everything was there, {seen.Part} times a part, {seen.Nothing} times nothing");
        Assert.True(seen.Part > 0, "no damage left a part: the test says nothing");
    }

    [Theory]
    [InlineData("UPDATE chunk SET data = x'00' WHERE id = (SELECT min(id) FROM chunk)")]
    [InlineData("UPDATE chunk SET readings = readings + 1 WHERE id = (SELECT min(id) FROM chunk)")]
    [InlineData("UPDATE chunk SET level = 1 WHERE id = (SELECT min(id) FROM chunk)")]
    [InlineData("UPDATE chunk SET series = series + 1 WHERE id = (SELECT min(id) FROM chunk)")]
    [InlineData("UPDATE chunk SET row_check = 7 WHERE id = (SELECT min(id) FROM chunk)")]
    [InlineData("UPDATE journal SET data = x'00' WHERE id = (SELECT min(id) FROM journal)")]
    [InlineData("UPDATE journal SET data = 'text', readings = 'text' WHERE id = (SELECT min(id) FROM journal)")]
    [InlineData("DELETE FROM journal WHERE id = (SELECT min(id) FROM journal) + 1")]
    [InlineData("UPDATE series SET row_check = 1 WHERE id = 1")]
    [InlineData("UPDATE node SET data = x'01'")]
    [InlineData("UPDATE mark SET hash = x'00112233445566778899aabbccddeeff'")]
    public async Task ARow_Damaged_IsLeftOutAndToldAndTheOthersStay(string sql)
    {
        var (database, log, now) = await FillAsync();
        using var folder = new TestFolder();
        await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName), database, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName + "-wal"), log, TestContext.Current.CancellationToken);
        using (var connection = new SqliteConnection($"Data Source={folder.Sub(HubSchema.FileName)};Pooling=False"))
        {
            connection.Open();
            connection.Execute(sql);
        }

        var found = await LookAsync(folder, now, 0);

        Assert.InRange(found, 1, _model.Count);
    }

    [Fact]
    public async Task Structure_Damaged_WhatCanBeReadIsCarriedOver()
    {
        var (database, _, now) = await FillAsync(closed: true);
        using var folder = new TestFolder();
        for (var page = 12; page < 16; page++)
        {
            database.AsSpan(page * 4096, 4096).Fill(0xA5);
        }

        await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName), database, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Sub(HubSchema.FileName + "-wal"), [1], TestContext.Current.CancellationToken);

        var found = await LookAsync(folder, now, 0);

        Assert.True(found >= _model.Count / 4 && found < _model.Count, $"{found} of {_model.Count}");
        Assert.Single(Directory.GetFiles(folder.Path, "*.damaged-*Z"));

        // What could not be carried over is counted as damaged, or not as applied where the count itself went with it.
        using var again = new TestHistory(folder);
        await again.LookAsync(session =>
        {
            again.Database.PublishAll(session);
            return true;
        });
        var sums = again.Database.Statistics;
        Assert.Equal(sums.Applied, sums.Readings + sums.Rejected + sums.Purged + sums.Damaged);
    }

    public void Dispose() => _original.Dispose();

    private static byte[] Damage(byte[] whole, Random random)
    {
        if (random.Next(5) == 0)
        {
            return whole[..random.Next(whole.Length)];
        }

        var damaged = whole.ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length);
            var length = Math.Min(damaged.Length - at, random.Next(3) == 0 ? random.Next(1, 5000) : 1);
            switch (random.Next(3))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    random.NextBytes(damaged.AsSpan(at, length));
                    break;
                default:
                    damaged.AsSpan(at, length).Clear();
                    break;
            }
        }

        return damaged;
    }

    private async Task<(byte[] Database, byte[] Log, DateTimeOffset Now)> FillAsync(bool closed = false)
    {
        using var history = new TestHistory(_original);
        for (var i = 1; i <= 400; i++)
        {
            var readings = Enumerable.Range(0, 10).Select(quantity => history.Number((i * 10) + quantity, $"q{quantity}")).ToArray();
            _model.AddRange(readings);
            await history.ApplyAsync("spoke", TestHistory.Batch(One, i, readings));
            history.Time.Advance(TimeSpan.FromSeconds(5));
            if (i % 90 == 0)
            {
                await history.CompactAsync();
            }
        }

        if (closed)
        {
            history.Restart();
        }

        return (await File.ReadAllBytesAsync(history.File, TestContext.Current.CancellationToken), closed ? [] : await File.ReadAllBytesAsync(history.File + "-wal", TestContext.Current.CancellationToken), history.Time.GetUtcNow());
    }

    private async Task<long> LookAsync(TestFolder folder, DateTimeOffset now, int run)
    {
        using var history = new TestHistory(folder);
        history.Time.Advance(now - history.Time.GetUtcNow());
        var values = _model.ToDictionary(reading => (reading.Measurement.Quantity, reading.Time), reading => reading.Measurement.Value.Number);
        var found = 0L;
        try
        {
            for (var quantity = 0; quantity < 10; quantity++)
            {
                foreach (var point in await history.PointsAsync(new("spoke", "dht22", "room", $"q{quantity}"), now.AddHours(-2), now, TimeSpan.FromSeconds(1)))
                {
                    Assert.True(values.TryGetValue(($"q{quantity}", point.Time), out var value) && value == point.Value && point.Count == 1, $"run {run} of seed {FuzzRuns.Seed}: {quantity} {point}");
                    found++;
                }
            }

            await history.LookAsync(session =>
            {
                history.Database.PublishAll(session);
                return true;
            });
            var applied = history.Database.Statistics.Applied;
            foreach (var log in history.Logs.GetSnapshot())
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"run {run}: {log.Message}");
            }

            Assert.True(found >= applied || history.Logs.GetSnapshot().Any(log => log.Id.Id is 3203 or 3204 or 3205), $"run {run} of seed {FuzzRuns.Seed}: {applied - found} readings are gone and nobody said so");

            // Life goes on.
            Assert.NotEqual(BatchOutcomeKind.NotApplied, (await history.ApplyAsync("spoke", TestHistory.Batch(One, 1000, [history.Number(1, "later")])))[0].Kind);
            Assert.Single(await history.PointsAsync(new("spoke", "dht22", "room", "later"), now.AddHours(-1), now, TimeSpan.FromHours(1)));
        }
        catch (DatabaseUnavailableException)
        {
            Assert.Contains(history.Logs.GetSnapshot(), log => log.Id.Id == 3201);
        }

        return found;
    }
}
