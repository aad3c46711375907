using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>
/// A plugin that means harm: a file under <c>python/</c>, whose first lines say what it does and how that ends. Either its
/// function <c>deed</c> is called in each of the named places, or (<c>entry</c>) the file is the whole plugin.
/// </summary>
/// <param name="Name">Its folder and file: <c>loops/regex</c>.</param>
/// <param name="What">One sentence.</param>
/// <param name="At">Where the deed is done: poll, load, render, update, list, invoke, or entry.</param>
/// <param name="Ends">The ends that are right: <c>lost</c> (the instance is), <c>failed</c> (the call did), <c>refused</c> (it does not load), <c>fine</c>.</param>
/// <param name="Says">What the operator is told, as a regular expression with the marks of <see cref="Pattern"/>.</param>
/// <param name="Source">The file.</param>
internal sealed record HostileCase(string Name, string What, string[] At, string[] Ends, string Says, string Source)
{
    /// <summary>Deadline of the calls of a case that is expected to run into it.</summary>
    public static readonly TimeSpan ShortDeadline = TimeSpan.FromMilliseconds(200);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hostile", "python");

    private static readonly (string Mark, string Meaning)[] Marks =
    [
        ("DEADLINE", @"deadline of 200ms passed \(plugins\.ID\.limits\.(call|load)_deadline\)"),
        ("HOSTCALLS", @"more than 10000 host calls in one call \(plugins\.ID\.limits\.host_calls\)"),
        ("MEMORY", @"MemoryError( \(.*\))?: memory of 67108864 bytes is not enough \(plugins\.ID\.limits\.memory_bytes\)"),
        ("STACK", @"trap: the call stack is exhausted \(recursion too deep\)"),
        ("ABORTED", "trap: the plugin aborted"),
    ];

    /// <summary>All cases, by name.</summary>
    public static IReadOnlyDictionary<string, HostileCase> All { get; } = Directory
        .EnumerateFiles(Folder, "*.py", SearchOption.AllDirectories)
        .Select(path => (Name: Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/'), Path: path))
        .Where(file => !file.Name.StartsWith('_'))
        .Select(file => Parse(file.Name, File.ReadAllText(file.Path)))
        .ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>The id of the plugin that it becomes. Threads carry the first letters of it.</summary>
    public string PluginId => $"hostile-{Name.Replace('/', '-')}";

    /// <summary>Whether running into the deadline is among the right ends.</summary>
    public bool ExpectsDeadline => Says.Contains("DEADLINE", StringComparison.Ordinal);

    /// <summary>Whether its call never ends by itself, whatever time it is given.</summary>
    public bool IsEndless => Says == "DEADLINE" && Ends is ["lost"] && At.Contains("poll");

    /// <summary>What the operator is told.</summary>
    public Regex Pattern(string entry) => new("^(" + Marks
        .Aggregate(Says, (text, mark) => text.Replace(mark.Mark, mark.Meaning, StringComparison.Ordinal))
        .Replace("ENTRY", Regex.Escape(entry), StringComparison.Ordinal)
        .Replace("ID", Regex.Escape(PluginId), StringComparison.Ordinal) + ")$");

    /// <summary>One of the entries that call a deed.</summary>
    public static string Entry(string name) => File.ReadAllText(Path.Combine(Folder, "_entries", name + ".py"));

    private static HostileCase Parse(string name, string source)
    {
        var header = source.Split('\n').TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]).ToArray();
        string Value(string key, string otherwise) =>
            header.FirstOrDefault(line => line.StartsWith(key + ": ", StringComparison.Ordinal))?[(key.Length + 2)..] ?? otherwise;
        return new HostileCase(name, header[0], Value("At", "poll").Split(", "), Value("Ends", "").Split(" or "), Value("Says", ""), source);
    }
}
