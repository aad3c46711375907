using System.Text.RegularExpressions;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>The types that foreign components are held against are those of <c>wit/</c>, function for function.</summary>
public sealed partial class ComponentContractTests
{
    [Fact]
    public void Imports_AreThoseOfWit() => Assert.Equal(Functions("import"), Stated(ComponentContract.Imports));

    [Fact]
    public void Exports_AreThoseOfWit() => Assert.Equal(Functions("export"), Stated(ComponentContract.Exports));

    [Fact]
    public void Imports_AreThoseThatTheHostDefines() => Assert.Equal(
        HostFunctions.All.Select(function => HostFunctions.ShortName(function.Signature)).Order(StringComparer.Ordinal),
        ComponentContract.Imports.SelectMany(pair => pair.Value.Keys.Select(function => $"{pair.Key}#{function}")).Order(StringComparer.Ordinal));

    private static string[] Stated(IEnumerable<KeyValuePair<string, System.Collections.Frozen.FrozenDictionary<string, string>>> table) =>
        [.. table.SelectMany(pair => pair.Value.Select(function => $"{pair.Key}#{function.Key}: {function.Value}")).Order(StringComparer.Ordinal)];

    // What the worlds of plugins import or export, with every name of a type replaced by the type.
    private static string[] Functions(string direction)
    {
        var text = string.Join('\n', Directory.GetFiles(RepositoryRoot.PathOf("wit"), "*.wit").Select(File.ReadAllText));
        text = Comment().Replace(text, "").Replace("%", "", StringComparison.Ordinal);
        var interfaces = Interface().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["body"].Value);
        var worlds = World().Matches(text).Where(match => match.Groups["name"].Value is "host" or "sensor-plugin" or "dashboard-plugin" or "display-plugin" or "actions-plugin");
        var names = worlds.SelectMany(world => Line().Matches(world.Groups["body"].Value))
            .Where(line => line.Groups["direction"].Value == direction)
            .Select(line => line.Groups["name"].Value);
        return [.. names.SelectMany(name => FunctionsOf(name, interfaces)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FunctionsOf(string name, Dictionary<string, string> interfaces)
    {
        var types = new Dictionary<string, string>();
        foreach (Match type in Type().Matches(interfaces["types"] + interfaces[name]))
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
