using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Original;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Original;

public sealed class BundledPluginsTests
{
    private static readonly LoadedSource[] Sources = [.. FolderScanner.Look([RepositoryRoot.PathOf("plugins")]).Sources.Select(source => SourceReader.Read(source)!)];

    [Fact]
    public void Versions_AreThoseThatTheCatalogComputes()
    {
        Assert.NotEmpty(Sources);
        Assert.Equal(Sources.ToDictionary(source => source.Source.Id, source => source.Version), BundledPlugins.Versions);
    }

    [Fact]
    public void Contains_IdAndContentTogether()
    {
        var (first, second) = (Sources[0], Sources[1]);

        Assert.True(BundledPlugins.Contains(first.Source.Id, first.Version));
        Assert.False(BundledPlugins.Contains(second.Source.Id, first.Version));
        Assert.False(BundledPlugins.Contains(first.Source.Id, ""));
        Assert.False(BundledPlugins.Contains("other", first.Version));
    }
}
