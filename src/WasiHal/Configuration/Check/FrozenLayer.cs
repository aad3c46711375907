using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace WasiHal;

/// <summary>A layer as it is now, to look at in another combination: loading it does nothing, and it outlives the look.</summary>
internal sealed class FrozenLayer(IConfigurationProvider layer) : IConfigurationProvider
{
    /// <summary>The layer itself.</summary>
    public IConfigurationProvider Layer => layer;

    /// <inheritdoc/>
    public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => layer.GetChildKeys(earlierKeys, parentPath);

    /// <inheritdoc/>
    public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

    /// <inheritdoc/>
    public void Load()
    {
    }

    /// <inheritdoc/>
    public void Set(string key, string? value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool TryGet(string key, out string? value) => layer.TryGet(key, out value);
}
