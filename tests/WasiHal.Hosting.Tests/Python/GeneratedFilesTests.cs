using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>What repeats the contract was generated from it as it stands: told by the digest in each file, and by the generator where Python is.</summary>
public sealed partial class GeneratedFilesTests
{
    private const string Generator = "src/WasiHal.Hosting/Python/generate.py";
    private const string Mark = "Generated from wit/ by " + Generator;

    // Where the mark may stand: after the opening of a comment.
    private const int HeaderBytes = 300;

    [Fact]
    public void GeneratedFiles_Digest_IsThatOfTheSources()
    {
        var expected = DigestOfSources();
        var stale = new List<string>();
        var count = 0;
        foreach (var path in GeneratedFiles())
        {
            count++;
            if (DigestIn(path) != expected)
            {
                stale.Add(Path.GetRelativePath(RepositoryRoot.Path, path));
            }
        }

        Assert.True(count > 50, $"only {count} generated files were found");
        Assert.True(stale.Count == 0, $"wit/ or the generator has changed; run {Generator}. Not up to date:\n{string.Join('\n', stale.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public async Task GeneratedFiles_Check_Passes()
    {
        var python = await PythonInterpreter.RequireAsync();

        var (exitCode, output) = await python.RunAsync([RepositoryRoot.PathOf(Generator), "--check"], RepositoryRoot.Path);

        Assert.True(exitCode == 0, $"{Generator} --check ended with {exitCode}; run {Generator}:\n{output}");
    }

    private static string DigestOfSources()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files =
        [
            .. Sorted("wit", "*.wit"),
            RepositoryRoot.PathOf(Generator),
            .. Sorted("src/WasiHal.Hosting/Python/witgen", "*.py"),
        ];
        foreach (var file in files)
        {
            // With LF, whatever the checkout made of it.
            digest.AppendData(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(File.ReadAllBytes(file)).Replace("\r\n", "\n", StringComparison.Ordinal)));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static IEnumerable<string> Sorted(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), pattern).OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal);

    private static IEnumerable<string> GeneratedFiles() =>
        new[] { "src/WasiHal.Hosting", "plugins/testing" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".c" or ".h" or ".py" or ".pyi" or ".cs")
            .Where(path => Path.GetFileName(path) != "generate.py" && Header(path).Contains(Mark, StringComparison.Ordinal));

    private static string? DigestIn(string path) => Digest().Match(Header(path)) is { Success: true } match ? match.Groups["digest"].Value : null;

    private static string Header(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[HeaderBytes];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    [GeneratedRegex("Sources: sha256:(?<digest>[0-9a-f]{64})", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
