using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Catalog;

public sealed class SourceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_FileAsItWasSeen_IsItsContent()
    {
        var source = See(_folder.Write("a.py", "x = 1\n"));

        Assert.Equal("x = 1\n"u8, SourceReader.Read(source)!.Files[0].Content.Span);
    }

    [Theory]
    [InlineData("x = 1; y = 2\n")]
    [InlineData("x")]
    [InlineData("")]
    public void Read_FileReplacedSinceItWasSeen_IsNotTaken(string content)
    {
        var source = See(_folder.Write("a.py", "x = 1\n"));

        _folder.Write("a.py", content);
        File.SetLastWriteTimeUtc(_folder.Sub("a.py"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Null(SourceReader.Read(source));
    }

    [Fact]
    public void Read_FileGoneSinceItWasSeen_IsNotTaken()
    {
        var path = _folder.Write("a.py", "x = 1\n");
        var source = See(path);

        File.Delete(path);

        Assert.Null(SourceReader.Read(source));
    }

    public void Dispose() => _folder.Dispose();

    private static PluginSource See(string path) =>
        new("a", path, "a.py", PluginSourceKind.Python, "a.py", [SourceFile.Of(new FileInfo(path), "a.py")], null, null);
}
