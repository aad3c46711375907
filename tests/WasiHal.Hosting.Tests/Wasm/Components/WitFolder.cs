using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>The functions that a folder of WIT files states, to hold a table of them against.</summary>
internal static partial class WitFolder
{
    /// <summary>The functions of a table, written as <see cref="Functions"/> writes them.</summary>
    public static string[] Stated(IEnumerable<KeyValuePair<string, FrozenDictionary<string, string>>> table) =>
        [.. table.SelectMany(pair => pair.Value.Select(function => $"{pair.Key}#{function.Key}: {function.Value}")).Order(StringComparer.Ordinal)];

    /// <summary>What worlds import or export, with every name of a type replaced by the type.</summary>
    public static string[] Functions(string folder, string direction, params string[] worldNames)
    {
        var text = string.Join('\n', Directory.GetFiles(folder, "*.wit").Select(File.ReadAllText));
        text = Comment().Replace(text, "").Replace("%", "", StringComparison.Ordinal);
        var interfaces = Interface().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["body"].Value);
        var worlds = World().Matches(text).Where(match => worldNames.Contains(match.Groups["name"].Value));
        var names = worlds.SelectMany(world => Line().Matches(world.Groups["body"].Value))
            .Where(line => line.Groups["direction"].Value == direction)
            .Select(line => line.Groups["name"].Value);
        return [.. names.SelectMany(name => FunctionsOf(name, interfaces)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FunctionsOf(string name, Dictionary<string, string> interfaces)
    {
        var types = new Dictionary<string, string>();
        foreach (Match type in Type().Matches(interfaces.GetValueOrDefault("types") + interfaces[name]))
        {
            var kind = type.Groups["kind"].Value;
            var members = type.Groups["members"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(member => Resolve(member, types, kind == "record" ? ':' : '('));
            types[type.Groups["name"].Value] = $"{kind}{{{string.Join(", ", members)}}}";
        }

        foreach (Match function in Function().Matches(interfaces[name]))
        {
            var parameters = function.Groups["parameters"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(parameter => Resolve(parameter[(parameter.IndexOf(':', StringComparison.Ordinal) + 2)..], types));
            var result = function.Groups["result"].Value;
            yield return $"{name}#{function.Groups["name"].Value}: ({string.Join(", ", parameters)}){(result.Length == 0 ? "" : $" -> {Resolve(result, types)}")}";
        }
    }

    private static string Resolve(string text, Dictionary<string, string> types, char? typeBegins = null)
    {
        var from = typeBegins is null ? 0 : text.IndexOf(typeBegins.Value, StringComparison.Ordinal);
        return from < 0 ? text : text[..from] + Word().Replace(text[from..], word => types.GetValueOrDefault(word.Value, word.Value));
    }

    [GeneratedRegex("//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"interface (?<name>[a-z0-9-]+) \{(?<body>(?:[^{}]|\{[^{}]*\})*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Interface();

    [GeneratedRegex(@"world (?<name>[a-z0-9-]+) \{(?<body>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex World();

    [GeneratedRegex(@"(?<direction>import|export) (?<name>[a-z0-9-]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<kind>record|variant|enum) (?<name>[a-z0-9-]+) \{(?<members>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Type();

    [GeneratedRegex(@"(?<name>[a-z0-9-]+): func\((?<parameters>[^)]*)\)( -> (?<result>[^;]+))?;", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Function();

    [GeneratedRegex("[a-z][a-z0-9-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
