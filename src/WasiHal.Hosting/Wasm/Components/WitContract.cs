using System.Collections.Frozen;
using System.Text.RegularExpressions;
using WasiHal.Hosting.Wasm.Components.Original;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>A contract that components may keep to. A component keeps to one.</summary>
/// <param name="Package">Its WIT package.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Imports">What the host gives: interface, function, type as <see cref="ComponentType"/> writes it.</param>
/// <param name="Exports">What a plugin gives.</param>
internal sealed partial record WitContract(
    string Package,
    string Version,
    FrozenDictionary<string, FrozenDictionary<string, string>> Imports,
    FrozenDictionary<string, FrozenDictionary<string, string>> Exports)
{
    /// <summary>The contract of <c>wit/</c>.</summary>
    public static WitContract Ours { get; } = new(HostContract.Package, HostContract.Version, ComponentContract.Imports, ComponentContract.Exports);

    /// <summary>The one that plugins of the original were compiled for.</summary>
    public static WitContract Original { get; } = new(OriginalContract.Package, OriginalContract.Version, OriginalContract.Imports, OriginalContract.Exports);

    /// <summary>An interface of ours that has types only.</summary>
    public static string TypesOnly { get; } = Ours.FullName("types");

    /// <summary>The contract that a name of an import or export belongs to, in whatever version.</summary>
    public static WitContract? Of(string name) =>
        Ours.Has(name) ? Ours : Original.Has(name) ? Original : null;

    /// <summary>Whether a name is one of this package's.</summary>
    public bool Has(string name) => name.StartsWith(Package + "/", StringComparison.Ordinal);

    /// <summary>An interface's name as a component states it.</summary>
    public string FullName(string @interface) => $"{Package}/{@interface}@{Version}";

    /// <summary>The interface of this contract that a name means, in a version that we give.</summary>
    public string? Find(string name)
    {
        // A later patch version has the same functions and perhaps more; so says semantic versioning, and so does the engine.
        var match = Name().Match(name);
        return match.Success && match.Groups["package"].Value == Package && match.Groups["minor"].Value == Version[..Version.LastIndexOf('.')]
            ? match.Groups["interface"].Value
            : null;
    }

    /// <summary>Whether the host gives an interface.</summary>
    public bool Gives(string @interface) => Imports.ContainsKey(@interface) || FullName(@interface) == TypesOnly;

    [GeneratedRegex(@"^(?<package>[a-z0-9-]+:[a-z0-9-]+)/(?<interface>[a-z0-9-]+)@(?<minor>(0|[1-9][0-9]*)\.(0|[1-9][0-9]*))\.[0-9]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
