using System.Diagnostics;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Wasm.MachineCode;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

public sealed class MachineCodeFolderTests : IDisposable
{
    private static readonly MachineCodeKey Key = MachineCodeKey.Of("one"u8);
    private static readonly MachineCodeKey OtherKey = MachineCodeKey.Of("two"u8);
    private static readonly byte[] Code = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    private readonly TemporaryFolder _parent = new();
    private readonly FakeLogger _logger = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private string Folder => _parent.Sub("machine-code");

    private string[] Files => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _parent.Dispose();

    [Fact]
    public void Keep_ThenFind_GivesTheFileToEveryName()
    {
        var kept = CreateSut().Keep("clock", Key, Code);

        Assert.NotNull(kept);
        Assert.Equal(Code, File.ReadAllBytes(kept));
        Assert.Equal(kept, CreateSut().Find("clock", Key));
        Assert.Equal(kept, CreateSut().Find("another-plugin", Key));
        Assert.Null(CreateSut().Find("clock", OtherKey));
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public void Keep_NewFolder_FolderAndFileAreTheOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        var folder = new MachineCodeFolder(_parent.Sub("data", "machine-code"), _logger, _time);
        var kept = folder.Keep("clock", Key, Code)!;

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_parent.Sub("data")));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder.FullPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
    }

    [Fact]
    public void Keep_FolderThatOthersMayRead_TheyMayReadTheFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        const UnixFileMode ReadableByAll = (UnixFileMode)0b111_101_101;
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, ReadableByAll);

        var kept = CreateSut().Keep("clock", Key, Code)!;

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(kept));
        Assert.Equal(ReadableByAll, File.GetUnixFileMode(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(150_001)]
    [InlineData(299_999)]
    public void Find_OneBitFlipped_IsDamagedAndToldOnce(int offset)
    {
        var kept = CreateSut().Keep("clock", Key, Code)!;
        var bytes = File.ReadAllBytes(kept);
        bytes[offset] ^= 0x10;
        File.WriteAllBytes(kept, bytes);

        AssertRefused(kept, "it is damaged");
    }

    [Theory]
    [InlineData("half")]
    [InlineData("one byte less")]
    [InlineData("one byte more")]
    [InlineData("empty")]
    [InlineData("foreign")]
    public void Find_OtherContent_IsDamagedAndToldOnce(string fault)
    {
        var kept = CreateSut().Keep("clock", Key, Code)!;
        File.WriteAllBytes(kept, fault switch
        {
            "half" => Code[..150_000],
            "one byte less" => Code[..^1],
            "one byte more" => [.. Code, 0],
            "empty" => [],
            _ => "#!/bin/sh\necho hello\n"u8.ToArray(),
        });

        AssertRefused(kept, "it is damaged");
    }

    [Fact]
    public void Find_Link_IsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have on Windows");
        var kept = CreateSut().Keep("clock", Key, Code)!;
        File.Move(kept, _parent.Sub("elsewhere"));
        File.CreateSymbolicLink(kept, _parent.Sub("elsewhere"));

        AssertRefused(kept, "it is a link");
        Assert.Equal(Code, File.ReadAllBytes(_parent.Sub("elsewhere")));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Find_OthersMayWriteTheFile_IsRefused(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        var kept = CreateSut().Keep("clock", Key, Code)!;
        File.SetUnixFileMode(kept, File.GetUnixFileMode(kept) | more);

        AssertRefused(kept, "others may write to it");
    }

    [Fact]
    public void Find_FileOfAnotherUser_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives files away");
        var kept = CreateSut().Keep("clock", Key, Code)!;
        Run("chown", "65534", kept);

        AssertRefused(kept, "it belongs to user 65534");
    }

    [Fact]
    public void Folder_OfAnotherUser_IsNeitherReadNorWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root gives folders away");
        CreateSut().Keep("clock", Key, Code);
        Run("chown", "65534", Folder);

        AssertFolderNotUsed("it belongs to user 65534");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Folder_OthersMayWrite_IsNeitherReadNorWritten(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        CreateSut().Keep("clock", Key, Code);
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | more);

        AssertFolderNotUsed("others may write to it");
    }

    [Fact]
    public void Folder_Link_IsNeitherReadNorWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have on Windows");
        CreateSut().Keep("clock", Key, Code);
        Directory.Move(Folder, _parent.Sub("elsewhere"));
        Directory.CreateSymbolicLink(Folder, _parent.Sub("elsewhere"));

        AssertFolderNotUsed("it is a link");
    }

    [Fact]
    public void Keep_FileInTheFoldersPlace_IsToldOnceAndLeavesNothing()
    {
        File.WriteAllText(Folder, "a file in the way");
        var sut = CreateSut();

        Assert.Null(sut.Find("clock", Key));
        Assert.Null(sut.Keep("clock", Key, Code));
        Assert.Null(sut.Keep("other", OtherKey, Code));

        Assert.Equal(2002, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_parent.FullPath));
    }

    [Fact]
    public void Keep_CannotBeRenamed_LeavesNoTemporaryFile()
    {
        var kept = CreateSut().Keep("clock", Key, Code)!;
        File.Delete(kept);
        Directory.CreateDirectory(Path.Combine(kept, "not empty"));

        Assert.Null(CreateSut().Keep("clock", Key, Code));

        Assert.Empty(Files);
        Assert.Equal(2002, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public void Keep_FullDisk_IsToldOnceAndLeavesNothing_UntilThereIsRoom()
    {
        Directory.CreateDirectory(Folder);
        using var disk = SmallDisk.Mount(Folder);
        var sut = CreateSut();
        var large = new byte[4 << 20];

        Assert.Null(sut.Keep("clock", Key, large));
        Assert.Null(sut.Keep("clock", Key, large));
        Assert.Empty(Files);
        Assert.Contains("No space left", Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2002).Message, StringComparison.Ordinal);

        Assert.NotNull(sut.Keep("clock", Key, Code));
        Assert.NotNull(sut.Find("clock", Key));
    }

    [Fact]
    public void ReadOnlyDisk_WithCode_IsUsedWithoutAWord()
    {
        Directory.CreateDirectory(Folder);
        using var disk = SmallDisk.Mount(Folder);
        var kept = CreateSut().Keep("clock", Key, Code);
        disk.MakeReadOnly();
        var sut = CreateSut();

        Assert.Equal(kept, sut.Find("clock", Key));
        Assert.Empty(_logger.Collector.GetSnapshot());

        Assert.Null(sut.Keep("other", OtherKey, Code));
        Assert.Null(sut.Keep("other", OtherKey, Code));
        Assert.Equal(2002, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
        Assert.Equal(kept, sut.Find("clock", Key));
    }

    [Fact]
    public void Keep_OlderCodeOfTheSameName_IsRemovedAndTold()
    {
        var sut = CreateSut();
        var old = sut.Keep("clock", Key, Code)!;
        var neighbour = sut.Keep("clock-face", Key with { Environment = "0123456789abcdef" }, Code)!;
        sut.Find("clock", OtherKey);

        var kept = sut.Keep("clock", OtherKey, Code)!;

        Assert.Equal(new[] { neighbour, kept }.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Order(StringComparer.Ordinal));
        var told = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal((2003, $"Removed {old}: machine code of another version of clock"), (told.Id.Id, told.Message));
    }

    [Fact]
    public void Keep_OlderCodeThatAnotherPluginUses_Stays()
    {
        var sut = CreateSut();
        var shared = sut.Keep("first", Key, Code)!;
        Assert.Equal(shared, sut.Find("second", Key));
        sut.Find("first", OtherKey);

        sut.Keep("first", OtherKey, Code);

        Assert.Equal(shared, sut.Find("second", Key));
        Assert.Empty(_logger.Collector.GetSnapshot());
    }

    [Fact]
    public void Keep_TemporaryFilesOfDeadProcesses_AreRemovedAfterAnHour()
    {
        var sut = CreateSut();
        sut.Keep("clock", Key, Code);
        var (dead, alive) = (Path.Combine(Folder, "dead.tmp"), Path.Combine(Folder, "alive.tmp"));
        File.WriteAllText(dead, "");
        File.WriteAllText(alive, "");
        File.SetLastWriteTimeUtc(dead, _time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(61));
        File.SetLastWriteTimeUtc(alive, _time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(59));

        sut.Keep("clock", Key, Code);

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive));
    }

    [Fact]
    public void Keep_BeyondTheBound_RemovesTheOldestThatNobodyAskedFor()
    {
        var earlier = CreateSut();
        var names = new[] { "asked", "oldest", "older", "newer" };
        for (var i = 0; i < names.Length; i++)
        {
            var file = earlier.Keep(names[i], MachineCodeKey.Of([(byte)i]), Code)!;
            File.SetLastWriteTimeUtc(file, _time.GetUtcNow().UtcDateTime - TimeSpan.FromHours(10 - i));
        }

        var sut = CreateSut(mostBytes: 3 * Code.Length);
        sut.Find("asked", MachineCodeKey.Of([0]));
        sut.Keep("new", Key, Code);

        Assert.Equal(["asked", "new", "newer"], Files.Select(file => file.Split('.')[0]));
        Assert.Equal(2, _logger.Collector.GetSnapshot().Count(record => record.Id.Id == 2006));
    }

    [Fact]
    public void Name_SaysWhatItHolds()
    {
        var file = new MachineCodeFile("a-plugin", Key, MachineCodeFile.HashOf(Code));

        Assert.True(MachineCodeFile.TryParse(file.FileName, out var read));
        Assert.Equal(file, read);
        Assert.All(["", ".cwasm", "python-0123.cwasm", file.FileName + ".x.tmp", file.FileName.Replace(Key.Content, "0", StringComparison.Ordinal)], name => Assert.False(MachineCodeFile.TryParse(name, out _)));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Requirement.Tool(program), arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private MachineCodeFolder CreateSut(long mostBytes = MachineCodeFolder.MostBytes) => new(Folder, _logger, _time, mostBytes);

    // Refused and told once however often it is asked for, replaced by the next write, and then used.
    private void AssertRefused(string kept, string reason)
    {
        var sut = CreateSut();

        Assert.Null(sut.Find("clock", Key));
        Assert.Null(sut.Find("other", Key));
        var told = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(2001, told.Id.Id);
        Assert.StartsWith($"Machine code in {kept} is not used and is made anew: {reason}", told.Message, StringComparison.Ordinal);

        Assert.Equal(kept, sut.Keep("clock", Key, Code));
        Assert.Equal(kept, sut.Find("clock", Key));
        Assert.Equal(Code, File.ReadAllBytes(kept));
        Assert.Equal([Path.GetFileName(kept)], Files);
        Assert.Null(File.ResolveLinkTarget(kept, returnFinalTarget: false));
        Assert.Single(_logger.Collector.GetSnapshot());
    }

    private void AssertFolderNotUsed(string reason)
    {
        var sut = CreateSut();
        var before = Files;

        Assert.Null(sut.Find("clock", Key));
        Assert.Null(sut.Keep("other", OtherKey, Code));
        Assert.Null(sut.Keep("other", OtherKey, Code));

        Assert.Equal(before, Files);
        var told = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(2002, told.Id.Id);
        Assert.Contains($"{Folder} is not trusted: {reason}", told.Message, StringComparison.Ordinal);
    }
}
