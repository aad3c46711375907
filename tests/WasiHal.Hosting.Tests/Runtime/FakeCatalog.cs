using Microsoft.Extensions.Primitives;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>A catalog whose snapshots the test sets.</summary>
internal sealed class FakeCatalog : IPluginCatalog, IDisposable
{
    private CancellationTokenSource _changed = new();

    public CatalogSnapshot Current { get; private set; } = CatalogSnapshot.Empty;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    public void Set(params CatalogEntry[] entries)
    {
        Current = new CatalogSnapshot(entries);
        using var old = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        old.Cancel();
    }

    public void Dispose() => _changed.Dispose();
}
