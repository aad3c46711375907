using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// Looks at a component before it is compiled: what it is, how large and how deep, what it wants from the host and what it
/// gives. Compiling takes seconds and cannot be interrupted; this takes milliseconds, allocates in proportion to
/// what the component states and goes no deeper than the limit. Safe from any thread.
/// </summary>
internal static partial class ComponentInspector
{
    /// <summary>As many names as one line can carry.</summary>
    private const int MostNames = 12;

    /// <summary>Fails unless the file is a component that may be compiled.</summary>
    /// <param name="wasm">The file.</param>
    /// <param name="limits">The plugin's limits.</param>
    /// <param name="limitsKey">Where the operator sets them: <c>plugins.oled.limits</c>.</param>
    /// <returns>The contract that it keeps to; ours when it names none.</returns>
    /// <exception cref="PluginFailedException">It is not.</exception>
    public static WitContract Check(ReadOnlySpan<byte> wasm, PluginLimits limits, string limitsKey)
    {
        // The engine would take WebAssembly text as well, which nobody checked the size of; and a core module has another error.
        if (!wasm.StartsWith("\0asm"u8) || wasm.Length < 8)
        {
            throw new PluginFailedException("the file is not WebAssembly: it does not begin with \\0asm");
        }

        if (!wasm[4..8].SequenceEqual<byte>([0x0d, 0x00, 0x01, 0x00]))
        {
            throw new PluginFailedException("the file is not a WebAssembly component (a core module? Make a component of it, for instance with wasm-tools component new)");
        }

        if (wasm.Length > limits.ComponentBytes)
        {
            throw new PluginFailedException($"the component has {wasm.Length} bytes, at most {limits.ComponentBytes} are accepted ({limitsKey}.component_bytes)");
        }

        var scope = new ComponentScope(null);
        var component = ComponentReader.Read(new WasmReader(wasm[8..], 8), scope, new InspectionLimits(limits, limitsKey));
        var contract = FindContract(scope.Imports.Select(import => import.Name).Concat(component.Exports.Keys));
        CheckImports(contract, scope.Imports);
        CheckExports(contract, component.Exports);
        return contract;
    }

    /// <summary>The exception for a component that is refused: one line, whatever names it has.</summary>
    public static PluginFailedException Refusal(string message) =>
        new(PluginLog.Escape(message.Replace('\n', ' ').Replace('\t', ' ')));

    private static WitContract FindContract(IEnumerable<string> names)
    {
        var (first, contract) = ("", (WitContract?)null);
        foreach (var name in names)
        {
            var its = WitContract.Of(name);
            if (its is not null && contract is not null && its != contract)
            {
                throw Refusal($"the component has both {first} and {name}: a plugin keeps to one contract, {contract.Package}@{contract.Version} or {its.Package}@{its.Version}");
            }

            (first, contract) = contract is null && its is not null ? (name, its) : (first, contract);
        }

        return contract ?? WitContract.Ours;
    }

    private static void CheckImports(WitContract contract, List<(string Name, ComponentItem Item)> imports)
    {
        var unknown = new List<string>();
        foreach (var (name, item) in imports)
        {
            if (item is { Sort: ComponentSort.Type, Type.IsResource: false })
            {
                // A type that interfaces share; it asks for nothing.
            }
            else if (item.Sort == ComponentSort.Instance && contract.Find(name) is { } @interface && contract.Gives(@interface))
            {
                var known = contract.Imports.GetValueOrDefault(@interface);
                foreach (var (function, given) in Functions(name, item.Type))
                {
                    if (known is null || !known.TryGetValue(function, out var expected))
                    {
                        unknown.Add($"{name}#{function}");
                    }
                    else
                    {
                        Compare("imports", $"{name}#{function}", given, expected);
                    }
                }
            }
            else if (item.Sort != ComponentSort.Instance || !IsWasi(name))
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count > 0)
        {
            var more = unknown.Count > MostNames ? $" and {unknown.Count - MostNames} more" : "";
            throw Refusal(
                $"the component imports what the host does not give: {string.Join(", ", unknown.Take(MostNames))}{more}; there are {contract.FullName("…")} and WASI 0.2 (cli, clocks, filesystem, io, random, sockets)");
        }
    }

    private static void CheckExports(WitContract contract, IReadOnlyDictionary<string, ComponentItem> exports)
    {
        foreach (var (name, item) in exports)
        {
            // The engine finds an interface by a version that is only compatible too: each of them must be what it says it is.
            if (contract.Has(name) && !VersionedPattern().IsMatch(name))
            {
                throw Refusal($"the component exports {name}: an interface of ours has a version of three numbers, such as @{contract.Version}");
            }

            if (contract.Find(name) is not { } @interface || !contract.Exports.TryGetValue(@interface, out var expected))
            {
                continue;
            }

            if (item.Sort != ComponentSort.Instance)
            {
                throw Refusal($"the component exports {name}, but not as an interface");
            }

            var given = Functions(name, item.Type).ToDictionary(function => function.Name, function => function.Type);
            foreach (var (function, type) in expected)
            {
                if (!given.TryGetValue(function, out var exported))
                {
                    throw Refusal($"the component exports {name} without {function}");
                }

                Compare("exports", $"{name}#{function}", exported, type);
            }
        }
    }

    private static IEnumerable<(string Name, ComponentType Type)> Functions(string name, ComponentType type)
    {
        foreach (var (member, item) in type.Exports)
        {
            if (item.Sort == ComponentSort.Func)
            {
                yield return (member, item.Type);
            }
            else if (item is not { Sort: ComponentSort.Type, Type.IsResource: false })
            {
                var what = item.Type.IsResource ? "resource" : item.Sort.ToString().ToLowerInvariant();
                throw Refusal($"the component has a {what} of its own in {name}, '{member}': the contract has functions and plain types only");
            }
        }
    }

    private static void Compare(string does, string name, ComponentType given, string expected)
    {
        if (given.ToString() is var text && text != expected)
        {
            throw Refusal($"the component {does} {name} as func{text}, the contract has func{expected}");
        }
    }

    private static bool IsWasi(string name)
    {
        var match = WasiPattern().Match(name);
        return match.Success && ComponentContract.Wasi.Contains(match.Groups["interface"].Value);
    }

    [GeneratedRegex(@"@[0-9]+\.[0-9]+\.[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionedPattern();

    [GeneratedRegex(@"^(?<interface>wasi:[a-z]+/[a-z-]+)@0\.2\.[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WasiPattern();
}
