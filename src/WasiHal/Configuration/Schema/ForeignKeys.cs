using System.Text.Json.Nodes;

namespace WasiHal;

/// <summary>Top-level keys of ASP.NET Core that a file of ours may hold too; ASP.NET Core checks their values.</summary>
internal static class ForeignKeys
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["AllowedHosts", "Kestrel", "urls"];

    /// <summary>What editors are told of them, by name.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Schemas() =>
    [
        ("AllowedHosts", new() { ["description"] = "ASP.NET Core's own: names of this host, with ; between them.", ["type"] = "string" }),
        ("Kestrel", new() { ["description"] = "ASP.NET Core's own: limits and endpoints of the web server.", ["type"] = "object" }),
        ("urls", new() { ["description"] = "Addresses to listen on, with ; between them.", ["type"] = "string" }),
    ];
}
