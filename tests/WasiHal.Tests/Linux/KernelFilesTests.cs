using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class KernelFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wasihal-kernel-files-");
    private readonly KernelFiles _files;
    private readonly byte[] _buffer = new byte[4];

    public KernelFilesTests() => _files = new(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Read_FileChangesInPlace_IsReadFromItsBeginning()
    {
        var path = Path.Combine(_root.FullName, "temp");
        File.WriteAllText(path, "12");
        Assert.Equal(2, _files.Read("temp", _buffer));

        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.Write("345"u8);
        }

        Assert.Equal(3, _files.Read("temp", _buffer));
        Assert.Equal("345"u8, _buffer.AsSpan(0, 3));
    }

    [Fact]
    public void Read_LongerThanTheBuffer_IsCut()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "long"), "123456");

        Assert.Equal(4, _files.Read("long", _buffer));
    }

    [Fact]
    public void Read_Absent_IsZeroUntilItAppears()
    {
        Assert.Equal(0, _files.Read("later", _buffer));
        File.WriteAllText(Path.Combine(_root.FullName, "later"), "1");

        Assert.Equal(1, _files.Read("later", _buffer));
    }

    [Fact]
    public void Read_Folder_IsZero()
    {
        _root.CreateSubdirectory("folder");

        Assert.Equal(0, _files.Read("folder", _buffer));
    }

    [Fact]
    public void List_Folder_CountsAsPeopleDo()
    {
        foreach (var name in new[] { "zone10", "zone2", "zone1" })
        {
            _root.CreateSubdirectory(Path.Combine("thermal", name));
        }

        Assert.Equal(["zone1", "zone2", "zone10"], _files.List("thermal"));
        Assert.Empty(_files.List("absent"));
    }

    [Fact]
    public void ReadOnce_File_IsReadAndAbsentIsSaid()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "temp"), "12");

        Assert.Equal(2, _files.Read("temp", _buffer, out var none));
        Assert.Equal(0, _files.Read("absent", _buffer, out var absent));
        Assert.Equal(0, _files.Read("no/folder", _buffer, out var noFolder));

        Assert.Equal((0, KernelError.NoEntry, KernelError.NoEntry), (none, absent, noFolder));
    }

    [Fact]
    public void ReadOnce_KernelRefuses_TellsTheErrorNumber()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a file of the kernel that cannot be read");

        // Nothing is ever mapped at address 0.
        Assert.Equal(0, new KernelFiles("/").Read("proc/self/mem", _buffer, out var error));

        Assert.Equal(KernelError.InputOutput, error);
    }

    [Fact]
    public void Write_File_HasTheNewContentOnly()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "period"), "123456");

        Assert.Equal(0, _files.Write("period", "42"u8));

        Assert.Equal("42", File.ReadAllText(Path.Combine(_root.FullName, "period")));
    }

    [Fact]
    public void Write_AbsentOrFolder_TellsTheErrorNumber()
    {
        _root.CreateSubdirectory("folder");

        Assert.Equal(KernelError.NoEntry, _files.Write("absent", "1"u8));
        Assert.NotEqual(0, _files.Write("folder", "1"u8));
        Assert.False(File.Exists(Path.Combine(_root.FullName, "absent")));
    }

    [Fact]
    public void Write_KernelRefuses_TellsTheErrorNumber()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a file of the kernel that takes numbers only");

        Assert.Equal(KernelError.Invalid, new KernelFiles("/").Write("proc/self/oom_score_adj", "many"u8));
    }
}
