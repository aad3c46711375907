namespace WasiHal.Hosting.Catalog;

/// <summary>All plugins that the folders hold at one moment. Immutable.</summary>
/// <param name="Entries">One per id, ordered by id.</param>
internal sealed record CatalogSnapshot(IReadOnlyList<CatalogEntry> Entries)
{
    /// <summary>No plugins.</summary>
    public static CatalogSnapshot Empty { get; } = new([]);
}
