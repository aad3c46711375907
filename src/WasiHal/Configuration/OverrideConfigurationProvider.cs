using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>A fixed layer that knows its own name, such as what the command line said.</summary>
internal sealed class OverrideConfigurationProvider : ConfigurationProvider, ILocatedConfiguration, IConfigurationSource
{
    private readonly string _name;
    private readonly HashSet<string> _arrays = new(StringComparer.OrdinalIgnoreCase);

    public OverrideConfigurationProvider(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        _name = name;
        foreach (var (key, value) in values)
        {
            Data[key] = value;
            if (key.EndsWith(":0", StringComparison.Ordinal))
            {
                // An array that is given from its first element on replaces the one below.
                _arrays.Add(key[..^2]);
            }
        }
    }

    /// <inheritdoc/>
    public string? BaseDirectory => null;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        base.GetChildKeys(parentPath is not null && _arrays.Contains(parentPath) ? [] : earlierKeys, parentPath);

    /// <inheritdoc/>
    public bool TryLocate(string key, out ConfigurationLocation location)
    {
        location = new(_name, null);
        return Data.ContainsKey(key) || Data.Keys.Any(below => below.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override string ToString() => _name;
}
