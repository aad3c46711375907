using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Wasm;
using Wasmtime;

namespace WasiHal.Hosting.Tests.Wasm;

public sealed class MachineCodeCacheTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("wasihal-cache-").FullName;
    private readonly FakeLogger _logger = new();
    private readonly WasmEngine _engine = new();
    private int _compiled;

    private string Folder => Path.Combine(_parent, "machine-code");

    private string CodeFile => Assert.Single(Directory.GetFiles(Folder));

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_parent, recursive: true);
    }

    [Fact]
    public void GetOrCompile_SecondTime_TakesTheFile()
    {
        Get().Dispose();
        Get().Dispose();

        Assert.Equal(1, _compiled);
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2001);
    }

    [Fact]
    public void GetOrCompile_FolderAndFile_AreTheOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        Get().Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(CodeFile));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("foreign")]
    [InlineData("empty")]
    public void GetOrCompile_FileOfNoUse_IsMadeAnewAndTold(string fault)
    {
        Get().Dispose();
        var bytes = File.ReadAllBytes(CodeFile);
        File.WriteAllBytes(CodeFile, fault switch
        {
            "truncated" => bytes[..(bytes.Length / 2)],
            "foreign" => "#!/bin/sh\necho hello\n"u8.ToArray(),
            _ => [],
        });

        Get().Dispose();
        Get().Dispose();

        Assert.Equal(2, _compiled);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2001);
    }

    [Fact]
    public void GetOrCompile_OthersMayWriteTheFile_IsNotTrusted()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }
        Get().Dispose();
        File.SetUnixFileMode(CodeFile, File.GetUnixFileMode(CodeFile) | UnixFileMode.OtherWrite);

        Get().Dispose();

        Assert.Equal(2, _compiled);
        Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2001 && record.Message.Contains("others may write to it", StringComparison.Ordinal));
    }

    [Fact]
    public void GetOrCompile_FolderCannotBeMade_CompilesAndSaysSo()
    {
        File.WriteAllText(Folder, "a file in the way");

        Get().Dispose();

        Assert.Equal(1, _compiled);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2002);
    }

    private Module Get()
    {
        var wasm = Module.ConvertText("(module (func (export \"answer\") (result i32) i32.const 42))");
        using var content = new MemoryStream(wasm);
        return new MachineCodeCache(Folder, _logger, TimeProvider.System).GetOrCompile(
            "probe",
            MachineCodeCache.KeyOf(content),
            path => Module.DeserializeFile(_engine.Engine, "probe", path),
            () =>
            {
                _compiled++;
                return Module.FromBytes(_engine.Engine, "probe", wasm);
            },
            module => module.Serialize());
    }
}
