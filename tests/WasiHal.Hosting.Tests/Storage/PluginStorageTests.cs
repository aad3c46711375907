using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Storage;

public sealed class PluginStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private StorageDatabase _database;

    public PluginStorageTests() => _database = Open();

    [Fact]
    public void Get_NothingStored_IsNullAndWritesNoFileBeforeItIsAsked()
    {
        var sut = For("bme680", 100);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));

        Assert.Null(sut.Get("baseline"));
    }

    [Fact]
    public void Put_ThenRestart_IsThere()
    {
        For("bme680", 100).Put("baseline", [1, 0, 255]);
        For("bme680", 100).Put("empty", []);
        _database.Dispose();

        _database = Open();

        Assert.Equal([1, 0, 255], For("bme680", 100).Get("baseline")!);
        Assert.Equal([], For("bme680", 100).Get("empty")!);
    }

    [Fact]
    public void Put_Twice_Replaces()
    {
        var sut = For("bme680", 100);
        sut.Put("k", [1]);

        sut.Put("k", [2, 3]);

        Assert.Equal([2, 3], sut.Get("k")!);
    }

    [Fact]
    public void Delete_RemovesAndIsContentWithNothing()
    {
        var sut = For("bme680", 100);
        sut.Put("k", [1]);

        sut.Delete("k");
        sut.Delete("k");

        Assert.Null(sut.Get("k"));
    }

    [Fact]
    public void Plugins_DoNotSeeEachOther()
    {
        For("a", 100).Put("k", [1]);
        For("b", 100).Put("k", [2]);

        For("a", 100).Delete("k");

        Assert.Null(For("a", 100).Get("k"));
        Assert.Equal([2], For("b", 100).Get("k")!);
    }

    [Fact]
    public void Put_UpToTheQuota_KeysCounted()
    {
        var sut = For("a", 10);
        sut.Put("ab", new byte[3]);
        sut.Put("cd", new byte[3]);

        // The old value of a key does not count against its new one.
        sut.Put("cd", new byte[3]);

        var exception = Assert.Throws<HardwareException>(() => sut.Put("e", []));
        Assert.Equal(HardwareErrorKind.Invalid, exception.Kind);
        Assert.Equal("storage is limited to 10 bytes and would hold 11 with \"e\": raise plugins.a.limits.storage_bytes", exception.Message);
        Assert.Equal(new byte[3], sut.Get("cd"));
        Assert.Null(sut.Get("e"));
    }

    [Fact]
    public void Put_LargerThanTheQuota_IsRefusedWithoutADisk()
    {
        var exception = Assert.Throws<HardwareException>(() => For("a", 10).Put("k", new byte[5_000_000]));

        Assert.Equal(HardwareErrorKind.Invalid, exception.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("x'; DROP TABLE storage; --")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Key_Malformed_IsInvalid(string key)
    {
        var sut = For("a", 100);

        Assert.Equal(HardwareErrorKind.Invalid, Assert.Throws<HardwareException>(() => sut.Get(key)).Kind);
        Assert.Equal(HardwareErrorKind.Invalid, Assert.Throws<HardwareException>(() => sut.Put(key, [])).Kind);
        Assert.Equal(HardwareErrorKind.Invalid, Assert.Throws<HardwareException>(() => sut.Delete(key)).Kind);
    }

    [Fact]
    public void Key_OfSixtyFourOfAllKinds_IsAccepted()
    {
        var sut = For("a", 100);
        var key = "-aZ0._-" + new string('x', 57);

        sut.Put(key, [1]);

        Assert.Equal([1], sut.Get(key)!);
    }

    [Fact]
    public void FileAndFolder_ArePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        _database.Dispose();
        var folder = _folder.Sub("data");
        using var database = Open(folder);

        database.For("a", 100, 1000).Put("k", [1]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Folder_CannotBeMade_IsOtherAndPassesWhenItCan()
    {
        var folder = _folder.Sub("data");
        File.WriteAllText(folder, "in the way");
        using var database = Open(folder);
        var sut = database.For("a", 100, 1000);

        Assert.Equal(HardwareErrorKind.Other, Assert.Throws<HardwareException>(() => sut.Put("k", [1])).Kind);

        File.Delete(folder);
        sut.Put("k", [1]);
        Assert.Equal([1], sut.Get("k")!);
    }

    [Fact]
    public void DiskFull_IsOtherKeepsTheOldValueAndPasses()
    {
        var sut = For("a", 1 << 20);
        sut.Put("k", [1]);

        // As far as SQLite can tell the disk ends here.
        _database.Write(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA max_page_count = 3";
            command.ExecuteNonQuery();
        });

        Assert.Equal(HardwareErrorKind.Other, Assert.Throws<HardwareException>(() => sut.Put("k", new byte[100_000])).Kind);
        Assert.Equal([1], sut.Get("k")!);
        sut.Put("k", new byte[100_000]);
        Assert.Equal(100_000, sut.Get("k")!.Length);
    }

    [Fact]
    public void File_OfANewerSchema_IsRefusedUnchanged()
    {
        For("a", 100).Put("k", [1]);
        _database.Write(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        });
        _database.Dispose();
        _database = Open();

        var exception = Assert.Throws<HardwareException>(() => For("a", 100).Get("k"));

        Assert.Contains("schema 99", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondProcess_OnTheSameFolder_IsRefused()
    {
        For("a", 100).Put("k", [1]);
        using var second = Open();

        Assert.Equal(HardwareErrorKind.Other, Assert.Throws<HardwareException>(() => second.For("a", 100, 1000).Get("k")).Kind);
    }

    [Fact]
    public async Task Put_FromManyThreads_KeepsTheQuotaAndEveryValue()
    {
        await Parallel.ForAsync(0, 40, TestContext.Current.CancellationToken, (i, _) =>
        {
            For($"p{i % 4}", 1000).Put($"k{i}", [(byte)i]);
            return ValueTask.CompletedTask;
        });

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal([(byte)i], For($"p{i % 4}", 1000).Get($"k{i}")!);
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private IPluginStorage For(string pluginId, long quotaBytes) => _database.For(pluginId, quotaBytes, writesPerMinute: 1000);

    private StorageDatabase Open(string? folder = null) =>
        new(Options.Create(new DataOptions { Directory = folder ?? _folder.FullPath }), TimeProvider.System, NullLogger<StorageDatabase>.Instance);
}
