using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>What is secret stays its owner's, and is whole.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly TestFolder _data = new();
    private readonly PrivateFolder _folder;

    public PrivateFolderTests() => _folder = new(_data.Sub("security"));

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Write_FolderAndFiles_AreTheOwnersAlone()
    {
        _folder.Inner("nodes").Write("pi.json", "text");

        Assert.Equal("text", _folder.Inner("nodes").Read("pi.json"));
        Assert.All(new[] { _data.Sub("security"), _data.Sub("security/nodes"), _data.Sub("security/nodes/pi.json") }, path =>
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & OfOthers));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Read_FileThatOthersReach_IsRefusedWithWhatToDo(UnixFileMode mode)
    {
        _folder.Write("secret", "text");
        var file = _data.Sub("security/secret");
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | mode);

        var failure = Assert.Throws<IOException>(() => _folder.Read("secret"));

        Assert.Contains($"chmod go= {file}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNothing_IsNull() => Assert.Null(_folder.Read("secret"));

    [Fact]
    public void Write_InPlaceOfAnother_LeavesNothingBeside()
    {
        _folder.Write("secret", "one");
        _folder.Write("secret", "two");

        Assert.Equal("two", _folder.Read("secret"));
        Assert.Equal([_data.Sub("security/secret")], Directory.GetFileSystemEntries(_data.Sub("security")));
    }

    [Fact]
    public void TryAdd_OfSeveralAtOnce_OneWinsAndAllSeeIt()
    {
        var won = new int[1];
        Parallel.For(0, 32, index =>
        {
            if (_folder.TryAdd("identity", $"key {index}"))
            {
                Interlocked.Increment(ref won[0]);
            }
        });

        Assert.Equal(1, won[0]);
        Assert.Equal(["identity"], _folder.Files);
        Assert.StartsWith("key ", _folder.Read("identity"), StringComparison.Ordinal);
    }

    [Fact]
    public void TryTake_OfSeveralAtOnce_OneIsToldSo()
    {
        for (var round = 0; round < 50; round++)
        {
            _folder.Write("token", "text");
            var taken = new int[1];
            Parallel.For(0, 8, _ => Interlocked.Add(ref taken[0], _folder.TryTake("token") ? 1 : 0));

            Assert.Equal(1, taken[0]);
            Assert.Empty(Directory.GetFileSystemEntries(_data.Sub("security")));
        }
    }
}
