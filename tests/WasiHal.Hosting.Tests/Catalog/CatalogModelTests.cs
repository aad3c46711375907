using CsCheck;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>Whatever is written, renamed and removed in whatever order, with looks in between: when nothing moves any more, the snapshot is what lies there.</summary>
public sealed class CatalogModelTests
{
    private static readonly string[] Names = ["a.py", "A.py", "b.py", "_c.py", "d/app.py", "d/m.py", "d/deep/n.py", "e/other.py", "b/app.py", "f.wasm", "f.toml", ".g.py", "test_h.py", "i j.py", "a.py~"];

    private static readonly string[] Contents = ["x = 1\n", "x = 2\n", "", "# /// script\n# [tool.wasihal]\n# buzzer = true\n# ///\n", "# /// script\n# wrong\n# ///\n"];

    [Fact]
    public void AnyOperations_Settled_AreWhatLiesThere()
    {
        var operation = Gen.Select(Gen.Int[0, 9], Gen.OneOf(Names), Gen.OneOf(Names), Gen.OneOf(Contents));

        operation.Array[1, 25].SampleFixed(
            operations =>
            {
                using var catalog = new CatalogFixture(inMemory: true);
                Directory.CreateDirectory(catalog.Folder.Sub("plugins"));
                foreach (var (verb, name, other, content) in operations)
                {
                    Do(catalog, verb, name, other, content);
                }

                catalog.Settle();
                catalog.Settle();

                Assert.Equal(Expected(catalog.Folder.Sub("plugins")), catalog.Current.Entries.Select(entry => (entry.Id, entry.Problem is null)));
                foreach (var entry in catalog.Current.Entries.Where(entry => entry.Definition is not null))
                {
                    Assert.All(entry.Definition!.Files, file => Assert.Contains(
                        Candidates(catalog.Folder.Sub("plugins"), entry.Id, file.Path),
                        path => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content.Span)));
                }
            },
            runs: 300);
    }

    // A writer of the same size within the clock's step would be a change that only the watch on the folder sees.
    private static void Write(CatalogFixture catalog, string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        catalog.Touched.Add(path);
    }

    private static void Do(CatalogFixture catalog, int verb, string name, string other, string content)
    {
        var path = catalog.Folder.Sub("plugins", name);
        var target = catalog.Folder.Sub("plugins", other);
        switch (verb)
        {
            case < 4:
                Write(catalog, path, content);
                break;
            case 4 or 5 when File.Exists(path):
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(path, target, overwrite: true);
                catalog.Touched.Add(target);
                break;
            case 6 when File.Exists(path):
                File.Delete(path);
                break;
            case 7 when Path.GetDirectoryName(name) is { Length: > 0 } folder && Directory.Exists(Path.GetDirectoryName(path)):
                Directory.Delete(catalog.Folder.Sub("plugins", folder), recursive: true);
                break;
            case 8:
                catalog.Restart();
                break;
            default:
                catalog.Look();
                break;
        }
    }

    // The rules said once more, in the plainest way: nothing is remembered, everything is read.
    private static IEnumerable<(string Id, bool Loads)> Expected(string folder)
    {
        var sources = new List<(string Id, bool Loads)>();
        foreach (var entry in Directory.GetFileSystemEntries(folder))
        {
            var name = Path.GetFileName(entry);
            if (name[0] is '_' or '.' || name.StartsWith("test_", StringComparison.Ordinal) || name.Contains(' ', StringComparison.Ordinal))
            {
                continue;
            }

            var app = Path.Combine(entry, "app.py");
            if (File.Exists(app))
            {
                sources.Add((name, IsGood(app)));
            }
            else if (File.Exists(entry) && name.EndsWith(".py", StringComparison.Ordinal))
            {
                sources.Add((name == "A.py" ? "a" : name[..^3], IsGood(entry)));
            }
            else if (File.Exists(entry) && name.EndsWith(".wasm", StringComparison.Ordinal))
            {
                sources.Add((name[..^5], new FileInfo(entry).Length > 0 && IsTable(Path.ChangeExtension(entry, ".toml"))));
            }
        }

        return sources
            .GroupBy(source => source.Id)
            .Select(group => (Id: group.Key, Loads: group.Count() == 1 && group.First().Loads))
            .OrderBy(entry => entry.Id, StringComparer.Ordinal);
    }

    private static bool IsGood(string path) => File.ReadAllText(path) is { Length: > 0 } text && !text.Contains("wrong", StringComparison.Ordinal);

    // Of the texts above, those that are nothing but comments are TOML too, and x is no key of it.
    private static bool IsTable(string path) => !File.Exists(path) || !File.ReadAllText(path).StartsWith('x');

    private static string[] Candidates(string folder, string id, string path) => [Path.Combine(folder, path), Path.Combine(folder, id, path)];
}
