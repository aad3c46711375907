using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>Every module that plugins are promised does its work inside the sandbox.</summary>
[Collection(GuestCollection.Name)]
public sealed class StandardLibraryTests(GuestWorkshop workshop)
{
    private const string Folder = "stdlib";

    /// <summary>The modules that <c>docs/writing-a-plugin.md</c> promises.</summary>
    public static TheoryData<string> Promised { get; } =
    [
        "json", "struct", "math", "cmath", "statistics", "re", "datetime", "time", "enum", "dataclasses", "typing", "collections",
        "itertools", "functools", "contextlib", "logging", "traceback", "textwrap", "string", "html", "base64", "binascii", "hashlib",
        "hmac", "random", "decimal", "fractions", "bisect", "heapq", "copy", "array", "csv", "io", "abc", "operator", "uuid",
        "urllib.parse", "unittest",
    ];

    [Theory]
    [MemberData(nameof(Promised))]
    public Task Module_Exercised_Works(string module) => PythonScripts.RunAsync(workshop, Folder, FileOf(module));

    [Fact]
    public void Promised_EveryFile_HasACase() =>
        Assert.Equal(Promised.Select(row => FileOf(row.Data)).Order(StringComparer.Ordinal), PythonScripts.Names(Folder));

    [Fact]
    public void Promised_EveryModule_StandsInTheDocumentation()
    {
        var page = File.ReadAllText(RepositoryRoot.PathOf("docs/writing-a-plugin.md"));

        Assert.All(Promised.Select(row => row.Data), module => Assert.Contains($"`{module}`", page, StringComparison.Ordinal));
    }

    private static string FileOf(string module) => module.Replace('.', '_');
}
