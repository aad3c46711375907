using System.Globalization;
using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Tests.Python;

/// <summary><c>src/WasiHal.Hosting/Python/runtime.lock</c>, as its header describes it.</summary>
internal sealed class RuntimeLock
{
    private static readonly string[] Kinds = ["source", "package", "npm", "glob", "input", "result"];

    private readonly List<string[]> _lines = [];

    private RuntimeLock(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var fields = line.Split(' ');
            if (!Kinds.Contains(fields[0]))
            {
                throw new InvalidDataException($"runtime.lock: a line begins with '{fields[0]}'");
            }

            _lines.Add(fields);
        }
    }

    /// <summary>Hashes of the inputs by path, relative to the lock's folder.</summary>
    public IReadOnlyDictionary<string, string> Inputs => Of("input").ToDictionary(fields => fields[2], fields => fields[1], StringComparer.Ordinal);

    /// <summary>Hash and size of the results by name.</summary>
    public IReadOnlyDictionary<string, (string Sha256, long Bytes)> Results =>
        Of("result").ToDictionary(fields => fields[3], fields => (fields[1], long.Parse(fields[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    public static RuntimeLock Read(string path) => new(File.ReadLines(path));

    /// <summary>The files that are inputs now: those that a glob of the lock matches.</summary>
    /// <param name="folder">The lock's folder.</param>
    public IEnumerable<string> FindInputs(string folder)
    {
        var globs = Of("glob").Select(fields => ToRegex(fields[1])).ToArray();
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => Array.Exists(globs, glob => glob.IsMatch(path)))
            .Order(StringComparer.Ordinal);
    }

    private IEnumerable<string[]> Of(string kind) => _lines.Where(fields => fields[0] == kind);

    // '**' is any number of folders, none included; '*' stays within one.
    private static Regex ToRegex(string glob) =>
        new("^" + Regex.Escape(glob).Replace(@"\*\*/", "([^/]+/)*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
}
