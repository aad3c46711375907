using System.Text;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Storage;

/// <summary>A database that is damaged, or somebody else's, is set aside with a word, and no wrong value comes out of it.</summary>
public sealed class StorageDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(inMemory: true);
    private readonly FakeLogger<StorageDatabase> _logger = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
    private StorageDatabase? _database;

    private string File => _folder.Sub(StorageDatabase.FileName);

    private string Aside => File + ".damaged-20260203T040506Z";

    private IEnumerable<FakeLogRecord> SetAside => _logger.Collector.GetSnapshot().Where(log => log.Id.Id == 2303);

    public static TheoryData<string> Foreign => new(
        "not a database, but long enough to be taken for one at the first glance, and then some more of it",
        "SQLite format 3\0, and then nothing that belongs there: neither page size nor schema nor any page at all, just words",
        "x",
        new string('\0', 8192),
        "SQLite format 3\0" + new string('\uFFFF', 3000));

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Foreign_IsSetAsideAsItIsAndANewOneBegun(string content)
    {
        _folder.Write(StorageDatabase.FileName, content);

        Assert.Null(Open().Get("k"));
        Open().Put("k", [1]);

        Assert.Equal([1], Reopen().Get("k")!);
        Assert.Equal(Encoding.UTF8.GetBytes(content), System.IO.File.ReadAllBytes(Aside));
        var told = Assert.Single(SetAside);
        Assert.Equal(LogLevel.Error, told.Level);
        Assert.Contains($"{File} is damaged or not of this program", told.Message, StringComparison.Ordinal);
        Assert.Contains(Aside, told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('root')")]
    [InlineData("CREATE TABLE users (name TEXT); PRAGMA user_version = 7")]
    [InlineData("PRAGMA application_id = 5; CREATE TABLE t (a)")]
    [InlineData("CREATE TABLE storage (plugin TEXT, key TEXT, value BLOB, row_check INTEGER); PRAGMA user_version = 1; PRAGMA application_id = 1464365171")]
    public void AnotherProgramsDatabase_IsNotWrittenTo(string sql)
    {
        Execute(sql);
        var before = System.IO.File.ReadAllBytes(File);

        Open().Put("k", [1]);

        Assert.Equal(before, System.IO.File.ReadAllBytes(Aside));
        Assert.Single(SetAside);
    }

    [Theory]
    [InlineData("CREATE TRIGGER thief AFTER INSERT ON storage BEGIN DELETE FROM storage; END")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("UPDATE storage SET value = x'02'")]
    [InlineData("UPDATE storage SET value = 'text'")]
    [InlineData("UPDATE storage SET key = 'other'")]
    [InlineData("UPDATE storage SET plugin = 'b'")]
    [InlineData("UPDATE storage SET row_check = 'text'")]
    public void OurDatabase_ThatSomebodyChanged_IsSetAside(string sql)
    {
        Open().Put("k", [1]);
        Close();
        Execute(sql);

        Assert.Null(Open().Get("k"));

        Assert.Single(SetAside);
    }

    [Fact]
    public void ValueDamagedWhileItRuns_IsSetAsideWhenItIsRead()
    {
        var sut = Open();
        sut.Put("k", [1]);
        _database!.Write(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE storage SET value = x'02'";
            command.ExecuteNonQuery();
        });

        Assert.Null(sut.Get("k"));

        Assert.Single(SetAside);
        sut.Put("k", [3]);
        Assert.Equal([3], sut.Get("k")!);
    }

    [Fact]
    public void SecondDamage_InTheSameSecond_OverwritesNothing()
    {
        _folder.Write(StorageDatabase.FileName, "first");
        Open().Get("k");
        Close();
        _folder.Write(StorageDatabase.FileName, "second");
        Open().Get("k");

        Assert.Equal("first", System.IO.File.ReadAllText(Aside));
        Assert.Equal("second", System.IO.File.ReadAllText(Aside + "-2"));
    }

    [Fact]
    public void NewFile_IsSaid()
    {
        Open().Get("k");

        Assert.Equal($"A new storage for plugins is begun: {File}", Assert.Single(_logger.Collector.GetSnapshot()).Message);
    }

    [Fact]
    public void Truncated_AtAnyLength_GivesTheValuesOrNothing()
    {
        var (whole, values) = Filled();

        for (var length = 0; length < whole.Length; length += 509)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            ExpectNothingWrong(values);
        }
    }

    [Fact]
    public void RandomBytes_AnywhereInTheFile_GiveTheValuesOrNothing()
    {
        var (whole, values) = Filled();

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte.Array[1, 40]).SampleFixed(
            (at, bytes) =>
            {
                var damaged = whole.ToArray();
                bytes.AsSpan(0, Math.Min(bytes.Length, damaged.Length - at)).CopyTo(damaged.AsSpan(at));
                System.IO.File.WriteAllBytes(File, damaged);
                ExpectNothingWrong(values);
            },
            runs: 1000);
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private (byte[] Whole, Dictionary<string, byte[]> Values) Filled()
    {
        var values = Enumerable.Range(0, 30).ToDictionary(i => $"key-{i}", i => Enumerable.Range(0, i * 40).Select(n => (byte)(n * 7)).ToArray());
        var sut = Open();
        foreach (var (key, value) in values)
        {
            sut.Put(key, value);
        }

        Close();
        return (System.IO.File.ReadAllBytes(File), values);
    }

    // The process lives, a value is right or absent, and what is absent was said.
    private void ExpectNothingWrong(Dictionary<string, byte[]> values)
    {
        _logger.Collector.Clear();
        var sut = Open();
        var absent = 0;
        var failed = 0;
        foreach (var (key, value) in values)
        {
            try
            {
                var found = sut.Get(key);
                absent += found is null ? 1 : 0;
                Assert.Equal(value, found ?? value);
            }
            catch (HardwareException exception) when (exception.Kind == HardwareErrorKind.Other)
            {
                failed++;
            }
        }

        Close();
        Assert.True(absent == 0 || SetAside.Any() || _logger.Collector.GetSnapshot().Any(log => log.Id.Id == 2302), $"{absent} values are gone and nobody said so");
        Assert.True(failed == 0 || _logger.Collector.GetSnapshot().Any(log => log.Id.Id == 2300));
        foreach (var file in Directory.GetFiles(_folder.FullPath))
        {
            System.IO.File.Delete(file);
        }
    }

    private IPluginStorage Open()
    {
        _database ??= new StorageDatabase(Options.Create(new DataOptions { Directory = _folder.FullPath }), _time, _logger);
        return _database.For("a", 1 << 20, writesPerMinute: 1000);
    }

    private IPluginStorage Reopen()
    {
        Close();
        return Open();
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
