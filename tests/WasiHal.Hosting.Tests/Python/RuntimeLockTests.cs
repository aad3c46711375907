using System.Security.Cryptography;
using System.Text;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>The committed Python module is the one that its inputs make.</summary>
public sealed class RuntimeLockTests
{
    private const string Remedy = "run src/WasiHal.Hosting/Python/build.sh and commit runtime.lock and python.wasm.br";
    private const long MostBytes = 4_000_000;

    private static readonly string Folder = RepositoryRoot.PathOf("src/WasiHal.Hosting/Python");
    private static readonly string LockFile = Path.Combine(Folder, "runtime.lock");

    [Fact]
    public void Inputs_AreThoseOfTheLock()
    {
        var sut = CreateSut();
        var recorded = sut.Inputs;
        var present = sut.FindInputs(Folder).ToArray();

        var faults = present.Except(recorded.Keys).Select(path => $"{path} is new")
            .Concat(recorded.Keys.Except(present).Select(path => $"{path} is missing"))
            .Concat(present.Where(path => recorded.TryGetValue(path, out var hash) && HashOfText(Path.Combine(Folder, path)) != hash).Select(path => $"{path} has changed"))
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.NotEmpty(recorded);
        Assert.True(faults.Length == 0, $"The Python module was not built from these files; {Remedy}:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void Module_CommittedAndUnpacked_IsTheLocks()
    {
        var sut = CreateSut();
        var compressed = File.ReadAllBytes(Path.Combine(Folder, "python.wasm.br"));
        var module = PythonModule.ReadWasm();

        Assert.True(sut.Results.Count == 2, $"runtime.lock has {sut.Results.Count} results, not 2; {Remedy}");
        AssertIs(sut, "python.wasm.br", compressed);
        AssertIs(sut, "python.wasm", module);
        Assert.True(compressed.Length < MostBytes, $"python.wasm.br has {compressed.Length} bytes; less than {MostBytes} are to be committed");
    }

    [Theory]
    [InlineData("*.c", "a.c", true)]
    [InlineData("*.c", "glue/a.c", false)]
    [InlineData("glue/**/*.c", "glue/a.c", true)]
    [InlineData("glue/**/*.c", "glue/x/y/a.c", true)]
    [InlineData("glue/**/*.c", "glue/a.h", false)]
    [InlineData("build.sh", "build.sh", true)]
    [InlineData("build.sh", "build_sh", false)]
    public void FindInputs_Glob_MatchesAsTheShellDoes(string glob, string path, bool matches)
    {
        var folder = Directory.CreateTempSubdirectory("wasihal-lock-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "lock"), $"# a comment\n\nglob {glob}\n");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, path))!);
            File.WriteAllText(Path.Combine(folder.FullName, path), "");

            var found = RuntimeLock.Read(Path.Combine(folder.FullName, "lock")).FindInputs(folder.FullName);

            Assert.Equal(matches ? [path] : [], found);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RuntimeLock CreateSut()
    {
        Assert.True(File.Exists(LockFile), $"{LockFile} is missing; {Remedy}");
        return RuntimeLock.Read(LockFile);
    }

    private static void AssertIs(RuntimeLock sut, string name, byte[] bytes)
    {
        var (hash, length) = sut.Results.GetValueOrDefault(name);
        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.True(hash == actual && length == bytes.Length, $"{name} has {bytes.Length} bytes and SHA-256 {actual}, the lock says {length} bytes and {hash}; {Remedy}");
    }

    // A checkout on Windows may have other line ends; the lock's hashes are of files with LF.
    private static string HashOfText(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(File.ReadAllBytes(path)).Replace("\r\n", "\n", StringComparison.Ordinal))));
}
