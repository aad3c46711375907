using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>The types that foreign components are held against are those of <c>wit/</c>, function for function.</summary>
public sealed class ComponentContractTests
{
    private static readonly string[] Worlds = ["host", "sensor-plugin", "dashboard-plugin", "display-plugin", "actions-plugin"];

    [Fact]
    public void Imports_AreThoseOfWit() => Assert.Equal(WitFolder.Functions(RepositoryRoot.PathOf("wit"), "import", Worlds), WitFolder.Stated(ComponentContract.Imports));

    [Fact]
    public void Exports_AreThoseOfWit() => Assert.Equal(WitFolder.Functions(RepositoryRoot.PathOf("wit"), "export", Worlds), WitFolder.Stated(ComponentContract.Exports));

    [Fact]
    public void Imports_AreThoseThatTheHostDefines() => Assert.Equal(
        HostFunctions.All.Select(function => HostFunctions.ShortName(function.Signature)).Order(StringComparer.Ordinal),
        ComponentContract.Imports.SelectMany(pair => pair.Value.Keys.Select(function => $"{pair.Key}#{function}")).Order(StringComparer.Ordinal));
}
