using System.Text.RegularExpressions;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Security;

/// <summary>The document names the sandbox that is used.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Document_Wasmtime_IsTheVersionInUse()
    {
        var packages = File.ReadAllText(RepositoryRoot.PathOf("Directory.Packages.props"));
        var document = File.ReadAllText(RepositoryRoot.PathOf("docs/security.md"));

        Assert.Contains($"pins: **{Version().Match(packages).Groups[1].Value}**", document, StringComparison.Ordinal);
    }

    [GeneratedRegex("Include=\"Wasmtime\" Version=\"([^\"]+)\"")]
    private static partial Regex Version();
}
