using System.Globalization;
using Microsoft.Data.Sqlite;
using WasiHal.Cluster.Spoke;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>D7: whatever becomes of the file, nothing is invented, and what is lost is told.</summary>
public sealed class OutboxDamageTests
{
    private static int Runs => 60 * (int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_FUZZ_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1);

    [Fact]
    public void Row_Damaged_IsLeftOutAndCountedExactly()
    {
        using var box = new TestOutbox();
        box.Write(1, 2, 3);
        box.Outbox.Dispose();
        Change(box.Path, "UPDATE batch SET content = x'0102030405' WHERE sequence = 2");
        box.Restart();

        Assert.Equal([1, 3], box.Waiting());
        Assert.Equal(1, box.Outbox.Figures.Lost.Damage);
        Assert.Contains("3104 1 batches in the outbox were damaged: 1 readings are lost", box.LogText, StringComparison.Ordinal);
        box.AssertBalanced();
    }

    [Theory]
    [InlineData("DELETE FROM batch WHERE sequence = 2", 1)]
    [InlineData("UPDATE batch SET readings = 'x' WHERE sequence = 2", 1)]
    [InlineData("UPDATE batch SET readings = 1000000 WHERE sequence = 2", 1)]
    [InlineData("UPDATE batch SET taken_at = 'x' WHERE sequence = 1", 1)]
    [InlineData("UPDATE batch SET sequence = -7 WHERE sequence = 2", 1)]
    [InlineData("UPDATE batch SET sequence = 99 WHERE sequence = 2", 1)]
    [InlineData("UPDATE batch SET incarnation = 'another' WHERE sequence > 1", 2)]
    public void Row_ChangedOrGone_TheOthersStayAndTheLossIsExact(string change, long lost)
    {
        using var box = new TestOutbox();
        box.Write(1, 2, 3);
        box.Outbox.Dispose();
        Change(box.Path, change);
        box.Restart();

        box.Write(4);
        var waiting = box.Waiting();

        Assert.Equal(4 - lost, waiting.Count);
        Assert.Equal(lost, box.Outbox.Figures.Lost.Damage);
        box.AssertBalanced();
    }

    [Theory]
    [InlineData("DELETE FROM batch WHERE sequence = 0")]
    [InlineData("UPDATE batch SET content = x'00' WHERE sequence = 0")]
    [InlineData("UPDATE batch SET incarnation = 'x' WHERE sequence = 0")]
    public void OwnRow_Damaged_TheFileIsSetAsideAndTheLossIsSaidToBeUnknown(string change)
    {
        using var box = new TestOutbox();
        box.Write(1, 2);
        var before = box.Select().Sender;
        box.Outbox.Dispose();
        Change(box.Path, change);
        box.Restart();

        box.Write(3);

        Assert.Equal([3], box.Waiting());
        Assert.True(box.Outbox.Figures.IsLossUnknown);
        Assert.NotEqual(before[..16], box.Select().Sender[..16]);
        Assert.Contains("an unknown number of readings", box.LogText, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(box.Path)!, "*.damaged-*"));
    }

    [Theory]
    [InlineData("not a database at all, and longer than the header of one, which has a hundred bytes, so that it is looked at")]
    [InlineData("short")]
    public void File_NotOurs_IsKeptUnderAnotherName(string content)
    {
        using var box = new TestOutbox();
        File.WriteAllText(box.Path, string.Concat(Enumerable.Repeat(content, content.Length < 10 ? 1 : 20)));

        box.Write(1);

        Assert.Equal([1], box.Waiting());
        Assert.True(box.Outbox.Figures.IsLossUnknown);
    }

    [Fact]
    public void File_OfANewerVersion_IsRefusedAndNotTouched()
    {
        using var box = new TestOutbox();
        box.Write(1);
        box.Outbox.Dispose();
        Change(box.Path, "PRAGMA user_version = 2");
        var before = File.ReadAllBytes(box.Path);
        box.Restart();

        Assert.Throws<DatabaseUnavailableException>(() => box.Outbox.Write(box.Pending));
        Assert.Equal(before, File.ReadAllBytes(box.Path));
    }

    [Fact]
    public void Files_FlippedOrCutAnywhere_NothingIsInventedAndEveryLossIsTold()
    {
        using var box = new TestOutbox();
        var random = new Random(7);
        for (var value = 1; value <= 60; value++)
        {
            box.Add(box.Reading(value), box.Reading(value + 1000, OutboxBoundsTests.Noise(random, value * 37 % 1500)));
            box.Outbox.Write(box.Pending);
            if (value == 40)
            {
                box.Restart();
            }
        }

        // A process that was killed leaves both: the database and its log.
        var (database, log) = (File.ReadAllBytes(box.Path), File.ReadAllBytes(box.Path + "-wal"));
        var known = box.Select(maxJson: int.MaxValue).Batches.ToDictionary(batch => batch.Name, batch => Convert.ToHexString(batch.Json));
        Assert.Equal(60, known.Count);
        for (var run = 0; run < Runs; run++)
        {
            var fault = $"seed 7, run {run}: ";
            var folder = Directory.CreateTempSubdirectory("wasihal-damage-");
            try
            {
                var path = Path.Combine(folder.FullName, Outbox.FileName);
                var ofRun = new Random(7_000 + run);
                File.WriteAllBytes(path, ofRun.Next(2) == 0 ? Damage(database, ofRun) : database);
                File.WriteAllBytes(path + "-wal", ofRun.Next(2) == 0 ? Damage(log, ofRun) : log);
                using var outbox = new Outbox(path, new(), box.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
                outbox.Write(new(1000));
                var found = outbox.Select(new(0, true, int.MaxValue, int.MaxValue, _ => false)).Batches;
                foreach (var batch in found)
                {
                    Assert.True(known.TryGetValue(batch.Name, out var json) && json == Convert.ToHexString(batch.Json), fault + batch.Name);
                }

                var figures = outbox.Figures;
                Assert.True(figures.Taken == figures.Confirmed + figures.WaitingReadings + figures.Lost.Total, fault + figures);

                // Committed rows end where a log is cut: then the outbox is what it was a moment before, and knows of no loss.
                Assert.True(found.Count == figures.WaitingBatches && 2 * found.Count == figures.WaitingReadings, fault + figures);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        var damaged = (byte[])file.Clone();
        switch (random.Next(4))
        {
            case 0:
                return damaged[..random.Next(damaged.Length)];
            case 1:
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length / 4096) * 4096, 512));
                return damaged;
            default:
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                return damaged;
        }
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
