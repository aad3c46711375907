using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

/// <summary>What only a user without root's rights meets.</summary>
public sealed class ReadOnlyFolderTests : IDisposable
{
    private static readonly MachineCodeKey Key = MachineCodeKey.Of("one"u8);
    private static readonly MachineCodeKey OtherKey = MachineCodeKey.Of("two"u8);

    private readonly TemporaryFolder _parent = new();
    private readonly FakeLogger _logger = new();

    private string Folder => _parent.Sub("machine-code");

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(Folder))
        {
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _parent.Dispose();
    }

    [Fact]
    public void ReadOnly_CodeIsUsedWithoutAWord_AndWhatCannotBeKeptIsToldOnce()
    {
        var kept = KeepThenSetMode(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var sut = CreateSut();

        Assert.Equal(kept, sut.Find("clock", Key));
        Assert.Empty(_logger.Collector.GetSnapshot());

        Assert.Null(sut.Keep("other", OtherKey, [1, 2, 3]));
        Assert.Null(sut.Keep("other", OtherKey, [1, 2, 3]));
        Assert.Equal(2002, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
        Assert.Equal([kept], Directory.GetFiles(Folder));
    }

    [Fact]
    public void Unreadable_IsToldOnce()
    {
        KeepThenSetMode(UnixFileMode.None);
        var sut = CreateSut();

        Assert.Null(sut.Find("clock", Key));
        Assert.Null(sut.Keep("clock", Key, [1, 2, 3]));
        Assert.Null(sut.Keep("clock", Key, [1, 2, 3]));

        Assert.Equal(2002, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public void UnreadableFile_IsMadeAnew()
    {
        var kept = KeepThenSetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(kept, UnixFileMode.None);
        }

        var sut = CreateSut();

        Assert.Null(sut.Find("clock", Key));
        Assert.Equal(2001, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
        Assert.Equal(kept, sut.Keep("clock", Key, [7, 8, 9]));
        Assert.Equal(kept, sut.Find("clock", Key));
    }

    private MachineCodeFolder CreateSut() => new(Folder, _logger, TimeProvider.System);

    private string KeepThenSetMode(UnixFileMode mode)
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads and writes everything");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return "";
        }

        var kept = CreateSut().Keep("clock", Key, [7, 8, 9])!;
        File.SetUnixFileMode(Folder, mode);
        return kept;
    }
}
