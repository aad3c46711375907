using Microsoft.Extensions.Primitives;

namespace WasiHal.Hosting.Catalog;

/// <summary>The plugins in the folders, as immutable snapshots. Safe from any thread.</summary>
internal interface IPluginCatalog
{
    /// <summary>The newest complete snapshot.</summary>
    CatalogSnapshot Current { get; }

    /// <summary>Fires once, when <see cref="Current"/> has changed.</summary>
    IChangeToken GetChangeToken();
}
