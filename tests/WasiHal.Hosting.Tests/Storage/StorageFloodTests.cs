using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Storage;

/// <summary>How often a plugin may write: a card wears.</summary>
public sealed class StorageFloodTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(inMemory: true);
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<StorageDatabase> _logger = new();
    private readonly StorageDatabase _database;

    public StorageFloodTests() => _database = new(Options.Create(new DataOptions { Directory = _folder.FullPath }), _time, _logger);

    private IPluginStorage Storage => _database.For("a", 1000, writesPerMinute: 12);

    [Fact]
    public void Put_AtTopSpeed_IsBoundedAndSaysTheKey()
    {
        Assert.Equal(60, WritesThatSucceed(10_000));

        var refused = Assert.Throws<HardwareException>(() => Storage.Put("k", [99, 99]));

        Assert.Equal(HardwareErrorKind.Invalid, refused.Kind);
        Assert.Equal("storage is limited to 12 writes a minute (plugins.a.limits.storage_writes_per_minute)", refused.Message);
    }

    [Fact]
    public void Writes_OverADay_AreTheLimitAndNoMore()
    {
        var sut = new WriteAllowance(_time);
        var writes = 0;
        for (var second = 0; second < 24 * 60 * 60; second++)
        {
            for (var i = 0; i < 20; i++)
            {
                writes += sut.TryTake(12) ? 1 : 0;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(writes, (12 * 24 * 60) + 58, (12 * 24 * 60) + 60);
    }

    [Fact]
    public void Put_OfWhatIsThere_IsFreeAndWritesNothing()
    {
        Storage.Put("k", [1]);
        var before = Changes();

        for (var i = 0; i < 1000; i++)
        {
            Storage.Put("k", [1]);
            Storage.Delete("nothing");
        }

        Assert.Equal(before, Changes());
        Assert.Equal(59, WritesThatSucceed(1000));
    }

    [Fact]
    public void Delete_IsAWrite()
    {
        WritesThatSucceed(10_000);

        Assert.Throws<HardwareException>(() => Storage.Delete("k"));
    }

    [Fact]
    public void PluginStartedAnew_HasWrittenNoLess_AndAnotherHasNotWritten()
    {
        WritesThatSucceed(10_000);

        Assert.Throws<HardwareException>(() => _database.For("a", 1000, writesPerMinute: 12).Put("k", [98, 98]));
        _database.For("b", 1000, writesPerMinute: 12).Put("k", [1]);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private int WritesThatSucceed(int tries)
    {
        var writes = 0;
        for (var i = 0; i < tries; i++)
        {
            try
            {
                Storage.Put("k", BitConverter.GetBytes(i));
                writes++;
            }
            catch (HardwareException)
            {
                // Over the limit.
            }
        }

        return writes;
    }

    private long Changes() => _database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT total_changes()";
        return (long)command.ExecuteScalar()!;
    });
}
