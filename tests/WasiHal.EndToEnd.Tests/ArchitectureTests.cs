using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using WasiHal.Hosting;
using WasiHal.Tests.Shared;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace WasiHal.EndToEnd.Tests;

/// <summary>The arrows of CONTRIBUTING.md: who may see whom.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly System.Reflection.Assembly Core = typeof(IBoard).Assembly;
    private static readonly System.Reflection.Assembly Hosting = typeof(IPluginHost).Assembly;
    private static readonly System.Reflection.Assembly Cluster = System.Reflection.Assembly.Load("WasiHal.Cluster");

    private static readonly Architecture All = new ArchLoader().LoadAssembliesIncludingDependencies(Core, Hosting, Cluster).Build();

    [Fact]
    public void Core_SeesNeitherHostingNorClusterNorTheirLibraries() => Check(
        Types().That().ResideInAssembly(Core).Should().NotDependOnAny(
            Types().That().ResideInAssembly(Hosting).Or().ResideInAssembly(Cluster).Or().ResideInNamespaceMatching(@"^(Wasmtime|Microsoft\.AspNetCore)(\.|$)")));

    [Fact]
    public void Hosting_DoesNotSeeClusterOrHttp()
    {
        Assert.DoesNotContain("WasiHal.Cluster", ReferencesOf(Hosting));
        Check(Types().That().ResideInAssembly(Hosting).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Microsoft\.AspNetCore(\.|$)")));
    }

    [Fact]
    public void Cluster_DoesNotSeeHostingOrWasmtime()
    {
        Assert.DoesNotContain("WasiHal.Hosting", ReferencesOf(Cluster));
        Check(Types().That().ResideInAssembly(Cluster).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Wasmtime(\.|$)")));
    }

    [Fact]
    public void Wasmtime_IsSeenOnlyInItsRoom() => Check(
        Types().That().ResideInAssembly(Hosting).And().DoNotResideInNamespaceMatching(@"^WasiHal\.Hosting\.Wasm(\.|$)").Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching(@"^Wasmtime(\.|$)")));

    [Fact]
    public void SystemDevice_IsSeenOnlyInTheLinuxRoom() => Check(
        Types().That().ResideInAssembly(Core, Hosting, Cluster).And().DoNotResideInNamespaceMatching(@"^WasiHal\.Linux(\.|$)").Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching(@"^System\.Device(\.|$)")).WithoutRequiringPositiveResults());

    [Fact]
    public void HtmlLibraries_AreSeenOnlyWhereDashboardsAreChecked() => Check(
        Types().That().ResideInAssembly(Core, Hosting, Cluster).And().DoNotResideInNamespaceMatching(@"^WasiHal\.Cluster\.Dashboards(\.|$)").Should().NotDependOnAny(
            Types().That().ResideInNamespaceMatching(@"^(AngleSharp|Ganss)(\.|$)")));

    [Fact]
    public void PublicMembers_OfHosting_ShowNoWasmtimeType()
    {
        var api = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "WasiHal.Hosting", "PublicAPI.Unshipped.txt"));

        Assert.DoesNotContain("Wasmtime", api, StringComparison.Ordinal);
        Assert.Contains("WasiHal.Hosting.IPluginHost", api, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_HaveNativeInteropInOneFileOfALibraryAndNoUnsafeCode()
    {
        var sources = Path.Combine(RepositoryRoot.Path, "src");

        var found = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => Native().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(sources, file))
            .Order(StringComparer.Ordinal);

        // The ioctl of a device; who owns a file, and giving memory back: .NET has no way to any of them.
        Assert.Equal([Path.Combine("WasiHal.Hosting", "Native", "LibC.cs"), Path.Combine("WasiHal", "Linux", "LibC.cs")], found);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(sources, "*.csproj", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[(DllImport|LibraryImport)\b|^\s*(\w+ )*unsafe\b|NativeLibrary\.", RegexOptions.Multiline)]
    private static partial Regex Native();

    // Of assemblies and not of types: what src/Shared holds is compiled into both, under one name.
    private static IEnumerable<string?> ReferencesOf(System.Reflection.Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name);

    private static void Check(IArchRule rule) => rule.Check(All);
}
